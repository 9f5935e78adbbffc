package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullDistributionTest {
    @ParameterizedTest
    @ValueSource(doubles = {-2, -0.5, 0, 1e-9, 0.5, 2})
    void zScore_invertsStatistic(double skewness) {
        NullDistribution distribution = new NullDistribution(3, 0.5, skewness);

        for (double score : new double[] {-2, 0, 1, 4}) {
            assertThat(distribution.zScore(distribution.statistic(score))).isCloseTo(score, within(1e-9));
        }
    }

    @Test
    void mirroredDistribution_hasOppositeScores() {
        NullDistribution distribution = new NullDistribution(2, 1, 1.5);
        NullDistribution mirror = new NullDistribution(-2, 1, -1.5);

        assertThat(mirror.zScore(-5)).isCloseTo(-distribution.zScore(5), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.5, 0, 1.5})
    void zScore_withTailFactor_invertsStatistic(double skewness) {
        NullDistribution distribution = new NullDistribution(3, 0.5, skewness, 1.7);

        assertThat(distribution.zScore(distribution.statistic(2.5))).isCloseTo(2.5, within(1e-9));
        assertThat(distribution.statistic(2.5)).isGreaterThan(new NullDistribution(3, 0.5, skewness).statistic(2.5));
    }

    @Test
    void fit_mixture_hasTailFactor() {
        Random random = new Random(2);
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + (i % 400 == 0 ? 12 : i % 400 == 200 ? -12 : 0));
        }
        Arrays.sort(values);
        NullDistribution distribution = NullDistribution.fitTwoSided(values, 0, 0.001);

        assertThat(distribution.tailFactor()).isGreaterThan(1.5);
        assertThat(Math.abs(distribution.zScore(values[100]))).isLessThanOrEqualTo(3.1);
    }

    @Test
    void fit_normalValues_haveTailFactorOne() {
        Random random = new Random(3);
        float[] values = new float[400_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Arrays.sort(values);

        assertThat(NullDistribution.fitTwoSided(values, 0, 0.001).tailFactor()).isCloseTo(1, within(0.03));
    }

    @Test
    void zScore_sumOfSquares_hasNormalTail() {
        NullDistribution distribution = new NullDistribution(10, Math.sqrt(20), Math.sqrt(8.0 / 10));
        Random random = new Random(1);
        int draws = 200_000;
        int above = 0;
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += Math.pow(random.nextGaussian(), 2);
            }
            above += distribution.zScore(sum) > 2.326 ? 1 : 0;
        }

        assertThat((double) above / draws).isCloseTo(0.01, within(0.001));
    }
}
