package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RareEventLimitsTest {
    private static final int RANKED = 500;
    private static final int COUNT = 1000;
    private static final double ARL = 1000;

    /** Two rare values and a constant. */
    private static final RareValues VALUES =
            new RareValues(new int[] {0, 3}, new float[] {1, -2}, new int[] {20, 0}, new int[] {4}, new float[] {7});

    private static final RareEventLimits LIMITS = RareEventLimits.of(VALUES, RANKED, COUNT, ARL, 1);
    private static final RankScores RANKS = RankScores.of(List.of(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f));

    @Test
    void kinds_areRanksRareValuesAndConstants() {
        assertThat(LIMITS.kinds()).hasSize(2 + 2 + 1);
        assertThat(LIMITS.firstConstant()).isEqualTo(4);
        assertThat(LIMITS.kinds().get(RareEventLimits.LOW_RANK).repeats()).containsExactly(2, 3, 5, 8);
        assertThat(LIMITS.kinds().get(RareEventLimits.FIRST_VALUE).repeats()).containsExactly(3, 5, 8);
        assertThat(LIMITS.kinds().get(4).repeats()).containsExactly(2, 3);
    }

    @Test
    void rarerEvents_haveLongerLimits() {
        long[] lowest = LIMITS.kinds().get(RareEventLimits.LOWEST_RANK).limits();
        long[] low = LIMITS.kinds().get(RareEventLimits.LOW_RANK).limits();
        for (int i = 0; i < lowest.length; i++) {
            assertThat(lowest[i]).isGreaterThan(low[i]);
        }
        assertThat(LIMITS.kinds().get(3).limits()[0])
                .isGreaterThan(LIMITS.kinds().get(2).limits()[0]);
    }

    @Test
    void limits_spendTheBudget() {
        Recurrence lowest = Recurrence.of(1, RANKED, 0.1 / ARL / 2, 1, 2, 3, 5, 8);
        Recurrence value = Recurrence.of(21, COUNT, 0.15 / ARL / 2, 1, 3, 5, 8);

        assertThat(LIMITS.kinds().get(0)).isEqualTo(lowest);
        assertThat(LIMITS.kinds().get(2)).isEqualTo(value);
    }

    @Test
    void share_dependsOnTheKinds() {
        RareValues none = new RareValues(new int[0], new float[0], new int[0], new int[0], new float[0]);

        assertThat(RareEventLimits.share(none)).isCloseTo(0.05, within(1e-12));
        assertThat(RareEventLimits.share(VALUES)).isCloseTo(0.05 + 0.075 + 0.02, within(1e-12));
        assertThat(RareEventLimits.of(none, RANKED, COUNT, ARL, 1).kinds()).hasSize(2);
    }

    @Test
    void probability_isThatOfAFreshEvent() {
        assertThat(LIMITS.probability(RareEventLimits.LOWEST_RANK, RANKED, COUNT))
                .isEqualTo(1.0 / 501);
        assertThat(LIMITS.probability(RareEventLimits.LOW_RANK, RANKED, COUNT)).isEqualTo(8.0 / 501);
        assertThat(LIMITS.probability(2, RANKED, COUNT)).isEqualTo(21.0 / 1001);
        assertThat(LIMITS.probability(3, RANKED, COUNT)).isEqualTo(1.0 / 1001);
        assertThat(LIMITS.probability(4, RANKED, COUNT)).isEqualTo(1.0 / 1001);
    }

    @Test
    void isRare_comparesRanksAndValues() {
        assertThat(rareKinds(new float[] {0, 0, 0, 0, 7}, 6)).containsExactly(RareEventLimits.LOW_RANK);
        assertThat(rareKinds(new float[] {0, 0, 0, 0, 7}, 0.5f))
                .containsExactly(RareEventLimits.LOWEST_RANK, RareEventLimits.LOW_RANK);
        assertThat(rareKinds(new float[] {0, 0, 0, 0, 7}, 8)).isEmpty();
        assertThat(rareKinds(new float[] {1, 0, 0, 0, 7}, 20)).containsExactly(2);
        assertThat(rareKinds(new float[] {0, 0, 0, -2, 7}, 20)).containsExactly(3);
        assertThat(rareKinds(new float[] {0, 0, 0, 0, 7.5f}, 20)).containsExactly(4);
    }

    private static List<Integer> rareKinds(float[] raw, float scalar) {
        return IntStream.range(0, LIMITS.kinds().size())
                .filter(kind -> LIMITS.isRare(kind, raw, RANKS, scalar))
                .boxed()
                .toList();
    }
}
