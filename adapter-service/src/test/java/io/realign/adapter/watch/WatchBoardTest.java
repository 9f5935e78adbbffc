package io.realign.adapter.watch;

import static io.realign.adapter.watch.Told.SOURCE;
import static io.realign.adapter.watch.Told.second;
import static io.realign.adapter.watch.Told.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.realign.adapter.api.Brief;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchBoardTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().findAndRegisterModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private Instant now = second(0);
    private final WatchBoard board = new WatchBoard(new Brief(JSON), () -> now);
    private final SlowLine line = new SlowLine();

    @Test
    void watcher_getsASnapshotFirst_andThenEveryChange() {
        board.beat(true);
        board.join(line);
        window(1);
        assertThat(line.rooms).containsExactly("snapshot", "heartbeat", "window", "domain");
        assertThat(line.contents.get(1)).isEqualTo("{\"reading\":true}");
    }

    @Test
    void burst_isToldAsOneSnapshot_andTheNextOneNotBeforeAPause() {
        board.join(line);
        burst(1);
        burst(1001);
        window(2001);
        assertThat(line.rooms).containsExactly("snapshot", "heartbeat", "snapshot");

        now = now.plus(WatchBoard.PAUSE);
        board.change(view -> List.of());

        assertThat(line.rooms).containsExactly("snapshot", "heartbeat", "snapshot", "snapshot");
        assertThat(line.contents.get(3)).contains(second(2001).toString());
        window(2002);
        assertThat(line.rooms).last().isEqualTo("window");
    }

    @Test
    void watcherThatDoesNotRead_holdsABoundedNumberOfEvents_andIsToldEverythingAnewWhenItReads() {
        board.join(line);
        IntStream.rangeClosed(1, 10 * Watcher.UNDER_WAY).forEach(this::window);
        assertThat(line.rooms).hasSize(Watcher.UNDER_WAY);

        line.readAll();

        assertThat(line.rooms).hasSize(Watcher.UNDER_WAY + 1).last().isEqualTo("snapshot");
        String newest = second(10 * Watcher.UNDER_WAY).toString();
        assertThat(line.contents.get(Watcher.UNDER_WAY).contains(newest)).isTrue();
        window(10 * Watcher.UNDER_WAY + 1);
        assertThat(line.rooms).last().isEqualTo("window");
    }

    @Test
    void watcher_isForgotten_whenItsLineBreaks() {
        board.join(line);
        assertThat(board.watchers()).isOne();
        line.breakAll();
        assertThat(board.watchers()).isZero();
    }

    private void burst(int from) {
        board.change(view -> IntStream.rangeClosed(from, from + WatchBoard.BURST)
                .mapToObj(i -> view.window(seen(Told.window("oven", i, 0.5, SOURCE), second(i))))
                .flatMap(List::stream)
                .toList());
    }

    private void window(int number) {
        board.change(view -> view.window(seen(Told.window("oven", number, 0.5, SOURCE), second(number))));
    }

    /** A client that reads when told to. */
    private static final class SlowLine implements Line {
        private final List<String> rooms = new ArrayList<>();
        private final List<String> contents = new ArrayList<>();
        private final List<CompletableFuture<?>> sends = new ArrayList<>();

        @Override
        public CompletionStage<?> send(String room, String json) {
            rooms.add(room);
            contents.add(json);
            CompletableFuture<?> sent = new CompletableFuture<>();
            sends.add(sent);
            return sent;
        }

        void readAll() {
            List.copyOf(sends).forEach(sent -> sent.complete(null));
        }

        void breakAll() {
            List.copyOf(sends).forEach(sent -> sent.completeExceptionally(new IllegalStateException("gone")));
        }
    }
}
