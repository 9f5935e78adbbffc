package io.realign.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldOutSplitTest {
    @Test
    void holdOut_selectsAboutOneInN() {
        for (int oneIn : new int[] {2, 5, 10}) {
            HoldOutSplit holdOut = new HoldOutSplit(oneIn);

            long held = IntStream.range(0, 20_000)
                    .filter(id -> holdOut.contains("event-" + id))
                    .count();

            assertThat(held * oneIn / 20_000.0).isBetween(.93, 1.07);
        }
    }

    /** Pinned: another selection would train new versions on the hold-out rows of old ones. */
    @Test
    void selection_isStable() {
        assertThat(IntStream.range(0, 30).filter(id -> HoldOutSplit.DEFAULT.contains("event-" + id)))
                .containsExactly(2, 6, 10, 21, 27);
    }

    @Test
    void oneInOne_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HoldOutSplit(1))
                .withMessageContaining("oneIn: expected 2 or more, got 1");
    }
}
