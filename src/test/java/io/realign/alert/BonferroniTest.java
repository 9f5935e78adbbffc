package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BonferroniTest {
    @Test
    void oneTest_isTwoSided() {
        assertThat(Bonferroni.of(1).combine(1.959964)).isCloseTo(1.644854, within(1e-4));
        assertThat(Bonferroni.of(1).combine(4.753424)).isCloseTo(4.611382, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 32, 256, 1000})
    void combinedProbability_isThatOfAllTests(int tests) {
        for (double highest = 4; highest < 9; highest += 0.173) {
            double probability =
                    NormalDistribution.upperTail(Bonferroni.of(tests).combine(highest));

            double expected = 2 * tests * NormalDistribution.upperTail(highest);
            assertThat(probability).isCloseTo(expected, within(1e-3 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1000})
    void invert_invertsCombine(int tests) {
        Bonferroni correction = Bonferroni.of(tests);
        for (double highest = 4; highest < 11.9; highest += 0.037) {
            assertThat(correction.invert(correction.combine(highest))).isCloseTo(highest, within(1e-9));
        }
    }

    @Test
    void likelyValue_combinesToZero() {
        assertThat(Bonferroni.of(64).combine(0)).isZero();
        assertThat(Bonferroni.of(64).combine(1)).isZero();
        assertThat(Bonferroni.of(64).combine(2.6)).isLessThan(0.5);
    }

    @Test
    void extremeValues_areBounded() {
        assertThat(Bonferroni.of(2).combine(1e9))
                .isEqualTo(Bonferroni.of(2).combine(12))
                .isBetween(11.5, 12.0);
        assertThat(Bonferroni.of(2).invert(1e9)).isEqualTo(12);
    }

    @Test
    void combine_risesWithTheHighestAndFallsWithTheTests() {
        double before = 0;
        for (double highest = 2.6; highest < 11.9; highest += 0.01) {
            double combined = Bonferroni.of(32).combine(highest);
            assertThat(combined)
                    .isGreaterThan(before)
                    .isLessThan(Bonferroni.of(31).combine(highest));
            before = combined;
        }
    }
}
