package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignTestTest {
    /** Enumerates all outcomes of the trials. */
    private static double counted(int wins, int losses) {
        int trials = wins + losses;
        long tail = IntStream.range(0, 1 << trials)
                .filter(outcome -> Integer.bitCount(outcome) >= wins)
                .count();
        return (double) tail / (1 << trials);
    }

    @Test
    void pValue_matchesEnumeration() {
        for (int wins = 0; wins <= 8; wins++) {
            for (int losses = 0; losses <= 8; losses++) {
                assertThat(SignTest.pValue(wins, losses))
                        .as("%d wins, %d losses", wins, losses)
                        .isCloseTo(counted(wins, losses), within(1e-12));
            }
        }
    }

    /** The tails of at least n wins and of fewer than n wins cover all outcomes. */
    @Test
    void bothTails_addUpToOne() {
        for (int wins = 1; wins <= 60; wins++) {
            for (int losses = 1; losses <= 60; losses++) {
                assertThat(SignTest.pValue(wins, losses) + SignTest.pValue(losses + 1, wins - 1))
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void pValue_fiveWins_is1In32() {
        assertThat(SignTest.pValue(5, 0)).isCloseTo(1 / 32.0, within(1e-12));
    }

    @Test
    void pValue_twoOfThree_isOneHalf() {
        assertThat(SignTest.pValue(2, 1)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void pValue_noTrials_isOne() {
        assertThat(SignTest.pValue(0, 0)).isEqualTo(1);
    }

    @Test
    void pValue_manyTrials_isFinite() {
        assertThat(SignTest.pValue(3000, 2000)).isBetween(0.0, 1e-30);
    }
}
