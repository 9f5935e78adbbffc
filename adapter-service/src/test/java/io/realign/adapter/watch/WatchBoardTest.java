package io.realign.adapter.watch;

import static io.realign.adapter.watch.Told.SOURCE;
import static io.realign.adapter.watch.Told.second;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchBoardTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().findAndRegisterModules().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final WatchBoard board = new WatchBoard(new WatchJson(JSON));
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
    void burst_isToldAsOneSnapshot() {
        board.join(line);
        board.change(view -> IntStream.rangeClosed(0, WatchBoard.BURST)
                .mapToObj(i -> view.window(Told.window("oven", i + 1, 0.5, SOURCE), second(i)))
                .flatMap(List::stream)
                .toList());
        assertThat(line.rooms).containsExactly("snapshot", "heartbeat", "snapshot");
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

    private void window(int number) {
        board.change(view -> view.window(Told.window("oven", number, 0.5, SOURCE), second(number)));
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
