package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final int SIZE = 32;

    @Test
    void window_isCompleteWithEachBlock_onceItHasItsLength() {
        Window window = Window.empty(SIZE, 2);
        List<Integer> complete = new ArrayList<>();

        for (int i = 1; i <= 50; i++) {
            window = window.add(event(i));
            if (window.complete()) {
                complete.add(i);
            }
        }

        assertThat(complete).containsExactly(32, 36, 40, 44, 48);
    }

    @Test
    void window_holdsExactlyTheNewestEvents() {
        Window window = Window.empty(SIZE, 2);

        for (int i = 1; i <= 48; i++) {
            window = window.add(event(i));
        }

        assertThat(window.sketch().count()).isEqualTo(SIZE);
        assertThat(window.sketch().offsets()).containsExactly(new OffsetRange("t", 0, 17, 49));
        assertThat(window.sketch().earliest()).isEqualTo(Instant.ofEpochMilli(17));
        assertThat(window.sketch().sums()[0]).isEqualTo((17 + 48) * SIZE / 2);
    }

    @Test
    void window_isRefused_whenItsLengthIsNoMultipleOfEight() {
        assertThatThrownBy(() -> Window.empty(100, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 100");
    }

    private static Sketch event(int i) {
        return Sketch.of(Instant.ofEpochMilli(i), new int[] {i, 1}, OffsetRange.of("t", 0, i));
    }
}
