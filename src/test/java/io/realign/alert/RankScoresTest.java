package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankScoresTest {
    @Test
    void score_isTheNormalScoreOfTheRank() {
        RankScores ranks = RankScores.of(List.of(30f, 10f, 20f));

        assertThat(ranks.score(10)).isEqualTo(score(1.0 / 4));
        assertThat(ranks.score(20)).isZero();
        assertThat(ranks.score(30)).isEqualTo(score(3.0 / 4));
        assertThat(ranks.score(9)).isEqualTo(score(0.5 / 4));
        assertThat(ranks.score(15)).isEqualTo(score(1.5 / 4));
        assertThat(ranks.score(31)).isEqualTo(score(3.5 / 4));
    }

    @Test
    void ties_shareTheMiddleRank() {
        RankScores ranks = RankScores.of(List.of(1f, 2f, 2f, 2f, 3f, 3f));

        assertThat(ranks.score(2)).isEqualTo(score((1 + 1.5 + 0.5) / 7));
        assertThat(ranks.score(3)).isEqualTo(score((4 + 1 + 0.5) / 7));
        assertThat(ranks.score(2.5f)).isEqualTo(score((4 + 0.5) / 7));
    }

    @Test
    void equalValues_haveTheMiddleScore() {
        RankScores ranks = RankScores.of(List.of(5f, 5f, 5f, 5f));

        assertThat(ranks.score(5)).isZero();
        assertThat(ranks.score(4)).isEqualTo(-ranks.score(6)).isNegative();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1023})
    void scoresOfTheReference_sumToZero(int count) {
        List<Float> values = uniform(count, new Random(count));
        RankScores ranks = RankScores.of(values);

        assertThat(values.stream().mapToDouble(ranks::score).sum()).isZero();
    }

    @Test
    void noScore_isBeyondThatOfAValueOutsideTheReference() {
        RankScores ranks = RankScores.of(uniform(200, new Random(1)));
        float bound = score(200.5 / 201);

        for (float value : new float[] {-1e30f, -1, 0.3f, 2, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertThat(Math.abs(ranks.score(value))).isLessThanOrEqualTo(bound);
        }
        assertThat(ranks.score(1e30f)).isEqualTo(bound);
        assertThat(ranks.score(-1e30f)).isEqualTo(-bound);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 65, 1000})
    void score_equalsCounting_andRises(int count) {
        Random random = new Random(count);
        List<Float> values = Stream.generate(() -> (float) random.nextInt(count))
                .limit(count)
                .toList();
        RankScores ranks = RankScores.of(values);
        float before = Float.NEGATIVE_INFINITY;
        for (float value = -1; value <= count; value += 0.5f) {
            float at = value;
            long below = values.stream().filter(other -> other < at).count();
            long ties = values.stream().filter(other -> other == at).count();

            assertThat(ranks.score(value)).isEqualTo(score((below + ties / 2.0 + 0.5) / (count + 1)));
            assertThat(ranks.score(value)).isGreaterThanOrEqualTo(before);
            before = ranks.score(value);
        }
    }

    @Test
    void isAmongLowest_countsTheSameAndSmallerValues() {
        RankScores ranks = RankScores.of(List.of(1f, 2f, 2f, 4f));

        assertThat(ranks.isAmongLowest(1, 0.5f)).isTrue();
        assertThat(ranks.isAmongLowest(1, 1)).isFalse();
        assertThat(ranks.isAmongLowest(2, 1)).isTrue();
        assertThat(ranks.isAmongLowest(3, 2)).isFalse();
        assertThat(ranks.isAmongLowest(4, 2)).isTrue();
        assertThat(ranks.isAmongLowest(5, 0)).isFalse();
    }

    /** Each of the values is the fresh one with the same probability. */
    @ParameterizedTest
    @ValueSource(ints = {3, 20, 101})
    void freshValue_isExchangeableWithTheReference(int count) {
        List<Float> values = uniform(count, new Random(count));
        float sum = 0;
        int lowest = 0;
        int amongTwo = 0;
        for (int fresh = 0; fresh < count; fresh++) {
            List<Float> others = new ArrayList<>(values);
            float value = others.remove(fresh);
            RankScores ranks = RankScores.of(others);
            sum += ranks.score(value);
            lowest += ranks.isAmongLowest(1, value) ? 1 : 0;
            amongTwo += ranks.isAmongLowest(2, value) ? 1 : 0;
        }

        assertThat(sum).isZero();
        assertThat(lowest).isEqualTo(1);
        assertThat(amongTwo).isEqualTo(2);
    }

    @Test
    void freshValues_haveMeanZeroAndVarianceOne_overReferences() {
        Random random = new Random(3);
        int draws = 20_000;
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < draws; draw++) {
            double score = RankScores.of(uniform(60, random)).score(random.nextFloat()) / (double) RankScores.GRID;
            sum += score;
            squares += score * score;
        }

        assertThat(sum / draws).isCloseTo(0, within(4 / Math.sqrt(draws)));
        assertThat(squares / draws).isBetween(0.9, 1.05);
    }

    @Test
    void of_sortsTheValues() {
        List<Float> values = uniform(50, new Random(4));
        List<Float> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(5));

        assertThat(RankScores.of(shuffled)).isEqualTo(RankScores.of(values));
        assertThat(RankScores.of(values).sorted()).isSorted();
    }

    @Test
    void deviation_isThatOfTheScalars() {
        assertThat(RankScores.of(List.of(1f, 3f, 1f, 3f)).deviation()).isEqualTo(1);
    }

    private static float score(double probability) {
        return (float) Math.rint(RankScores.GRID * NormalDistribution.quantile(probability));
    }

    private static List<Float> uniform(int count, Random random) {
        return IntStream.range(0, count).mapToObj(i -> random.nextFloat()).toList();
    }
}
