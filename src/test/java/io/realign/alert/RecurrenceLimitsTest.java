package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 20, 2, 0.02",
        "1, 20, 3, 0.005",
        "1, 60, 2, 1e-3",
        "1, 60, 5, 1e-5",
        "8, 60, 2, 0.05",
        "8, 60, 3, 0.02",
        "8, 60, 8, 1e-4",
        "3, 40, 3, 1e-3",
        "6, 100, 5, 2e-4",
        "2, 11, 2, 0.1"
    })
    void limit_isTheLargestWithinTheProbability(int a, int referenceCount, int repeats, double probability) {
        long limit = RecurrenceLimits.limit(a, referenceCount, repeats, probability);

        assertThat(limit).isPositive().isLessThan(10L * referenceCount);
        assertThat(probability(a, referenceCount, repeats, (int) limit)).isLessThanOrEqualTo(probability);
        assertThat(probability(a, referenceCount, repeats, (int) limit + 1)).isGreaterThan(probability);
    }

    @Test
    void probability_neverExceeded_givesTheLongestLimit() {
        assertThat(RecurrenceLimits.limit(1, 50, 3, 0.5)).isEqualTo(500);
    }

    @Test
    void impossibleRepeats_giveAtLeastTheWindowThatIsTooShort() {
        // Two rare events of one event are impossible, so a limit of 1 never raises a suspicion.
        assertThat(RecurrenceLimits.limit(8, 20, 2, 1e-9)).isEqualTo(1);
        assertThat(RecurrenceLimits.limit(8, 20, 5, 1e-9)).isEqualTo(4);
    }

    @Test
    void limit_growsWithProbabilityRepeatsAndReference() {
        assertThat(RecurrenceLimits.limit(1, 500, 2, 1e-5)).isGreaterThan(RecurrenceLimits.limit(1, 500, 2, 1e-6));
        assertThat(RecurrenceLimits.limit(1, 500, 3, 1e-6)).isGreaterThan(RecurrenceLimits.limit(1, 500, 2, 1e-6));
        assertThat(RecurrenceLimits.limit(1, 1000, 2, 1e-5)).isGreaterThan(RecurrenceLimits.limit(1, 500, 2, 1e-5));
        assertThat(RecurrenceLimits.limit(8, 500, 2, 1e-4)).isLessThan(RecurrenceLimits.limit(1, 500, 2, 1e-4));
    }

    @ParameterizedTest
    @CsvSource({"1, 50, 2, 5e-3", "8, 50, 3, 0.03", "8, 100, 5, 0.005"})
    void simulatedStream_exceedsTheLimitWithTheProbability(int a, int referenceCount, int repeats, double probability) {
        long limit = RecurrenceLimits.limit(a, referenceCount, repeats, probability);
        Random random = new Random(1);
        int draws = 40_000;
        int exceeded = 0;
        for (int draw = 0; draw < draws; draw++) {
            double threshold = lowest(a, referenceCount, random);
            int rare = random.nextDouble() < threshold ? 1 : 0;
            for (long event = 1; rare > 0 && event < limit; event++) {
                rare += random.nextDouble() < threshold ? 1 : 0;
            }
            exceeded += rare >= repeats ? 1 : 0;
        }

        double error = Math.sqrt(probability / draws);
        assertThat((double) exceeded / draws).isBetween(0.6 * probability - 3 * error, probability + 3 * error);
    }

    @Test
    void recurrence_splitsTheProbability() {
        Recurrence recurrence = Recurrence.of(8, 200, 4e-4, 1, 2, 3, 5, 8);

        assertThat(recurrence.repeats()).containsExactly(2, 3, 5, 8);
        assertThat(recurrence.repeats()[recurrence.repeats().length - 1]).isEqualTo(8);
        for (int i = 0; i < 4; i++) {
            assertThat(recurrence.limits()[i])
                    .isEqualTo(RecurrenceLimits.limit(8, 200, recurrence.repeats()[i], 1e-4));
        }
        assertThat(recurrence)
                .isEqualTo(new Recurrence(
                        recurrence.repeats().clone(), recurrence.limits().clone()))
                .isNotEqualTo(Recurrence.of(8, 200, 5e-4, 1, 2, 3, 5, 8));
    }

    @Test
    void dependentRareEvents_countAsFewer() {
        Recurrence recurrence = Recurrence.of(8, 200, 4e-4, 2.4, 2, 3, 5, 8);

        assertThat(recurrence.limits())
                .containsExactly(
                        0, 0, RecurrenceLimits.limit(8, 200, 2, 1e-4), RecurrenceLimits.limit(8, 200, 3, 1e-4));
    }

    /** The lowest {@code a} of the values of a uniform reference are rare below the returned value. */
    private static double lowest(int a, int referenceCount, Random random) {
        return random.doubles(referenceCount).sorted().skip(a - 1).findFirst().orElseThrow();
    }

    /**
     * Returns the probability that an event is rare and at least {@code repeats - 1} of the {@code window - 1} events
     * before it are, by enumeration: a Polya urn with {@code a} rare balls has the beta-binomial distribution.
     */
    private static double probability(int a, int referenceCount, int repeats, int window) {
        double[] byCount = {1};
        for (int drawn = 0; drawn < window - 1; drawn++) {
            double[] next = new double[drawn + 2];
            for (int rare = 0; rare <= drawn; rare++) {
                double rate = (a + 1.0 + rare) / (referenceCount + 2 + drawn);
                next[rare + 1] += byCount[rare] * rate;
                next[rare] += byCount[rare] * (1 - rate);
            }
            byCount = next;
        }
        double tail = 0;
        for (int rare = repeats - 1; rare < byCount.length; rare++) {
            tail += byCount[rare];
        }
        return a / (referenceCount + 1.0) * tail;
    }
}
