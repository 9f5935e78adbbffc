package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.window.DyadicWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreSumTestTest {
    private static final int RANKED = 300;
    private static final int LEVELS = 6;
    private static final int INDEX = 1;
    private static final double[] THRESHOLDS = {9, 9, 5, 4.5, 4, 3.5, 3.2, 3, 2.8};
    private static final int FIRST_STATISTIC = 2;
    private static final RankScores RANKS = RankScores.of(uniform());
    private static final ScoreSumTest TEST =
            new ScoreSumTest(new ScoreDistributions(RANKS, distributions()), INDEX, THRESHOLDS, FIRST_STATISTIC);

    @ParameterizedTest
    @CsvSource({"0,2", "1,4", "1,7", "3,16", "5,64", "5,100", "6,255"})
    void slack_isNegative_ifTheDriftScoreExceedsOne(int window, int length) {
        Random random = new Random(length);
        int exceeded = 0;
        for (int trial = 0; trial < 300; trial++) {
            double sum = Math.rint(4 * RankScores.GRID * Math.sqrt(length) * random.nextGaussian());
            double slack = TEST.slack(sum, window, length);
            assertThat(slack < 0).isEqualTo(TEST.driftScore(sum, window, length, 1) > 1);
            exceeded += slack < 0 ? 1 : 0;
        }

        assertThat(exceeded).isBetween(30, 270);
    }

    @ParameterizedTest
    @CsvSource({"0,2", "3,16", "6,128"})
    void sumThatChangesByItsSlack_isAtTheThreshold(int window, int length) {
        for (double sum : new double[] {-100, 0, 300}) {
            double slack = TEST.slack(sum, window, length);

            assertThat(Math.max(
                            TEST.driftScore(sum + slack, window, length, 1),
                            TEST.driftScore(sum - slack, window, length, 1)))
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void scaledSums_haveVarianceOne_overReferencesAndWindows() {
        Random random = new Random(1);
        int draws = 4000;
        double squares = 0;
        for (int draw = 0; draw < draws; draw++) {
            List<Float> values = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                values.add(random.nextFloat());
            }
            RankScores ranks = RankScores.of(values);
            double sum = 0;
            for (int event = 0; event < 20; event++) {
                sum += ranks.score(random.nextFloat());
            }
            squares += Math.pow(ScoreDistributions.scaled(sum, 20, 50), 2);
        }

        assertThat(squares / draws).isBetween(0.85, 1.1);
    }

    @Test
    void windowStatistics_readTheScore() {
        DyadicWindows windows = new DyadicWindows(3, LEVELS, 0);
        for (int event = 0; event < 16; event++) {
            windows.add(new float[] {7, 2 * RankScores.GRID, 9}, event);
        }
        DyadicWindows.WindowSum window =
                windows.windowSums().get(windows.windowSums().size() - 1);

        assertThat(window.length()).isEqualTo(16);
        assertThat(TEST.score(new float[] {1, 2, 3})).isEqualTo(2);
        assertThat(TEST.sum(windows, 2)).isEqualTo(16.0 * 2 * RankScores.GRID);
        assertThat(TEST.mean(window)).isEqualTo(2);
        assertThat(TEST.significance(window)).isCloseTo(32 / Math.sqrt(16 + 256.0 / RANKED), within(1e-9));
    }

    @Test
    void minLengths_areThePairAndThoseOfTheLevels() {
        assertThat(ScoreDistributions.minLength(0)).isEqualTo(ScoreDistributions.PAIR);
        for (int level = 0; level < LEVELS; level++) {
            assertThat(ScoreDistributions.minLength(level + 1)).isEqualTo(DyadicWindows.minLength(level));
        }
    }

    private static List<NullDistribution> distributions() {
        NullDistribution[] distributions = new NullDistribution[LEVELS + 1];
        Arrays.setAll(distributions, i -> new NullDistribution(0.1, 1 + 0.1 * i, 0.3 - 0.1 * i, 1.1));
        return List.of(distributions);
    }

    private static List<Float> uniform() {
        Random random = new Random(2);
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < RANKED; i++) {
            values.add(random.nextFloat());
        }
        return values;
    }
}
