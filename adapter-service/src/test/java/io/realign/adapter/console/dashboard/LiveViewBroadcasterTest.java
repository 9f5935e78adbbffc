package io.realign.adapter.console.dashboard;

import static io.realign.adapter.console.dashboard.DashboardFixtures.SOURCE;
import static io.realign.adapter.console.dashboard.DashboardFixtures.second;
import static io.realign.adapter.console.dashboard.DashboardFixtures.timestamped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.realign.adapter.api.ListJson;
import io.realign.adapter.instance.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveViewBroadcasterTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().findAndRegisterModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private Instant now = second(0);
    private final LiveViewBroadcaster broadcaster =
            new LiveViewBroadcaster(new ListJson(JSON), () -> now, Instance.standalone());
    private final SlowSink sink = new SlowSink();

    @Test
    void subscriber_getsASnapshotFirst_andThenEveryChange() {
        broadcaster.publishHeartbeat(true);
        broadcaster.subscribe(sink);
        window(1);
        assertThat(sink.eventNames).containsExactly("snapshot", "heartbeat", "window", "domain");
        assertThat(sink.contents.get(1)).isEqualTo("{\"logReadable\":true,\"instance\":\"LEADER\"}");
    }

    @Test
    void burst_isPublishedAsOneSnapshot_andTheNextSnapshotWaitsForTheInterval() {
        broadcaster.subscribe(sink);
        burst(1);
        burst(1001);
        window(2001);
        assertThat(sink.eventNames).containsExactly("snapshot", "heartbeat", "snapshot");

        now = now.plus(LiveViewBroadcaster.SNAPSHOT_INTERVAL);
        broadcaster.apply(view -> List.of());

        assertThat(sink.eventNames).containsExactly("snapshot", "heartbeat", "snapshot", "snapshot");
        assertThat(sink.contents.get(3)).contains(second(2001).toString());
        window(2002);
        assertThat(sink.eventNames).last().isEqualTo("window");
    }

    @Test
    void slowSubscriber_hasABoundedQueue_andGetsASnapshotWhenItReadsAgain() {
        broadcaster.subscribe(sink);
        IntStream.rangeClosed(1, 10 * LiveViewBroadcaster.MAX_IN_FLIGHT).forEach(this::window);
        assertThat(sink.eventNames).hasSize(LiveViewBroadcaster.MAX_IN_FLIGHT);

        sink.completeSends();

        assertThat(sink.eventNames)
                .hasSize(LiveViewBroadcaster.MAX_IN_FLIGHT + 1)
                .last()
                .isEqualTo("snapshot");
        String newest = second(10 * LiveViewBroadcaster.MAX_IN_FLIGHT).toString();
        assertThat(sink.contents.get(LiveViewBroadcaster.MAX_IN_FLIGHT).contains(newest))
                .isTrue();
        window(10 * LiveViewBroadcaster.MAX_IN_FLIGHT + 1);
        assertThat(sink.eventNames).last().isEqualTo("window");
    }

    @Test
    void subscriber_isRemoved_whenItsConnectionBreaks() {
        broadcaster.subscribe(sink);
        assertThat(broadcaster.subscriberCount()).isOne();
        sink.failSends();
        assertThat(broadcaster.subscriberCount()).isZero();
    }

    private void burst(int from) {
        broadcaster.apply(view -> IntStream.rangeClosed(from, from + LiveViewBroadcaster.MAX_CHANGES)
                .mapToObj(i -> view.addWindow(timestamped(DashboardFixtures.window("oven", i, 0.5, SOURCE), second(i))))
                .flatMap(List::stream)
                .toList());
    }

    private void window(int number) {
        broadcaster.apply(view ->
                view.addWindow(timestamped(DashboardFixtures.window("oven", number, 0.5, SOURCE), second(number))));
    }

    /** A client whose sends complete on demand. */
    private static final class SlowSink implements LiveViewBroadcaster.EventSink {
        private final List<String> eventNames = new ArrayList<>();
        private final List<String> contents = new ArrayList<>();
        private final List<CompletableFuture<?>> sends = new ArrayList<>();

        @Override
        public CompletionStage<?> send(String name, String json) {
            eventNames.add(name);
            contents.add(json);
            CompletableFuture<?> sent = new CompletableFuture<>();
            sends.add(sent);
            return sent;
        }

        void completeSends() {
            List.copyOf(sends).forEach(sent -> sent.complete(null));
        }

        void failSends() {
            List.copyOf(sends).forEach(sent -> sent.completeExceptionally(new IllegalStateException("disconnected")));
        }
    }
}
