package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.alert.MixedStream.Change;
import io.realign.window.FeatureMap;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSumsTest {
    private static final int COUNT = 1000;
    private static final int SKEWED = 4;
    private static final FeatureMap MAP = FeatureMap.fit(rows(1), 64, 1, 1);
    private static final FeatureSums SUMS = FeatureSums.of(MAP.map(rows(2)), MAP);

    @Test
    void moments_areThoseOfTheScaledFeatures() {
        float[][] rows = MAP.map(rows(2));
        int index = MAP.scaledIndex() + MixedStream.INDEPENDENT;
        double mean =
                Arrays.stream(rows).mapToDouble(row -> row[index]).average().orElseThrow();
        double squares = Arrays.stream(rows)
                .mapToDouble(row -> Math.pow(row[index] - mean, 2))
                .sum();

        assertThat(SUMS.count()).isEqualTo(2 * MixedStream.WIDTH);
        assertThat((double) SUMS.means()[MixedStream.INDEPENDENT]).isCloseTo(mean, within(1e-4));
        assertThat((double) SUMS.deviations()[MixedStream.INDEPENDENT])
                .isCloseTo(Math.sqrt(squares / (COUNT - 1)), within(1e-3));
        assertThat(SUMS.skewness()[MixedStream.INDEPENDENT]).isCloseTo(0, within(0.3f));
        assertThat(SUMS.skewness()[SKEWED]).isGreaterThan(0.7f);
        assertThat(SUMS.degreesOfFreedom()[MixedStream.INDEPENDENT]).isBetween(800f, 2000f);
    }

    @Test
    void constants_andSquaresOfTwoValues_areNotTested() {
        assertThat(SUMS.deviations()[MixedStream.CONSTANT]).isZero();
        assertThat(SUMS.deviations()[MixedStream.WIDTH + MixedStream.CONSTANT]).isZero();
        assertThat(SUMS.deviations()[MixedStream.FLAG]).isPositive();
        assertThat(SUMS.deviations()[MixedStream.WIDTH + MixedStream.FLAG]).isZero();
        assertThat(SUMS.isTested(MixedStream.CONSTANT, 1024, COUNT)).isFalse();
    }

    @Test
    void skewedValue_isTestedInLongWindows() {
        assertThat(SUMS.isTested(MixedStream.INDEPENDENT, 16, COUNT)).isTrue();
        assertThat(SUMS.isTested(MixedStream.FLAG, 16, COUNT)).isFalse();
        assertThat(SUMS.isTested(MixedStream.FLAG, 1024, COUNT)).isTrue();
        assertThat(SUMS.tested(16, COUNT)).isLessThan(SUMS.tested(1024, COUNT));
    }

    @ParameterizedTest
    @ValueSource(longs = {COUNT, -COUNT})
    void standardised_invertsZScore(long referenceCount) {
        for (int i : new int[] {MixedStream.INDEPENDENT, SKEWED, MixedStream.WIDTH + SKEWED}) {
            for (double zScore : new double[] {-4, -1, 0.1, 2, 5}) {
                double standardised = SUMS.standardised(i, zScore, 40, referenceCount);
                assertThat(SUMS.zScore(i, standardised, 40, referenceCount)).isCloseTo(zScore, within(1e-6));
            }
        }
    }

    @Test
    void zScore_ofSkewedSums_hasNormalTails() {
        float[][] rows = new float[20_000][1];
        Random random = new Random(3);
        for (float[] row : rows) {
            row[0] = (float) -Math.log(1 - random.nextDouble());
        }
        FeatureMap map = FeatureMap.fit(Arrays.copyOf(rows, 300), 64, 1, 1);
        float[][] mapped = map.map(rows);
        FeatureSums sums = FeatureSums.of(mapped, map);
        int windows = 40_000;
        int length = 16;
        int below = 0;
        int above = 0;
        for (int window = 0; window < windows; window++) {
            double sum = 0;
            for (int event = 0; event < length; event++) {
                sum += mapped[random.nextInt(rows.length)][map.scaledIndex()] - sums.means()[0];
            }
            double zScore = sums.zScore(0, sum / sums.deviations()[0] / Math.sqrt(length), length, 1L << 40);
            below += zScore < -2.326 ? 1 : 0;
            above += zScore > 2.326 ? 1 : 0;
        }

        assertThat((double) below / windows).isCloseTo(0.01, within(0.002));
        assertThat((double) above / windows).isCloseTo(0.01, within(0.002));
    }

    @Test
    void scale_standardisesTheDifferenceToTheReference() {
        // Var(sum - w mean) = w + w^2 / n.
        assertThat(FeatureSums.scale(50, 100)).isCloseTo(1 / Math.sqrt(50 + 25), within(1e-12));
        // Without replacement: w (1 - w / n).
        assertThat(FeatureSums.scale(50, -100)).isCloseTo(1 / Math.sqrt(25), within(1e-12));
    }

    @Test
    void scaleDeviations_widensTheSums() {
        double[] factors = new double[SUMS.count()];
        Arrays.fill(factors, 2);
        FeatureSums scaled = SUMS.scaleDeviations(factors);

        assertThat(scaled.deviations()[0]).isEqualTo(2 * SUMS.deviations()[0]);
        assertThat(scaled.means()).isEqualTo(SUMS.means());
        assertThat(scaled).isNotEqualTo(SUMS);
        assertThat(FeatureSums.of(MAP.map(rows(2)), MAP)).isEqualTo(SUMS).hasSameHashCodeAs(SUMS);
    }

    private static float[][] rows(long seed) {
        return new MixedStream(seed).rows(COUNT, Change.NONE).toArray(float[][]::new);
    }
}
