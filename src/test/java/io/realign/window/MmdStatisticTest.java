package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MmdStatisticTest {
    private static final int FEATURES = 128;

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 100})
    void discrepancy_isProportionalToUnbiasedEstimate(int length) {
        Random random = new Random(1);
        float[][] source = GaussianRows.gaussian(300, 5, 0, random);
        FeatureMap fitted = FeatureMap.fit(source, FEATURES, 1, 2);
        FeatureMap map = new FeatureMap(
                fitted.scaling(),
                fitted.randomFeatures(),
                new Whitening(mean(fitted, source), new float[0][], new float[0]),
                Optional.empty());
        Reference reference = new Reference("source", 1, sketch(map, source));

        float[][] one = GaussianRows.gaussian(length, 5, 0, random);
        float[][] other = GaussianRows.gaussian(length, 5, 1, random);
        double expected =
                300.0 * (length - 1) / (300 + length) * (unbiased(map, other, source) - unbiased(map, one, source));

        // Features and typicality are rounded.
        assertThat(discrepancy(map, other, reference) - discrepancy(map, one, reference))
                .isCloseTo(expected, within(0.02 * Math.abs(expected) + 0.01));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 100})
    void unbiasedEstimate_equalsEstimateOverAllPairs(int length) {
        Random random = new Random(3);
        float[][] source = GaussianRows.gaussian(300, 5, 0, random);
        FeatureMap map = FeatureMap.fit(source, FEATURES, 1, 4);
        Reference reference = new Reference("source", 1, sketch(map, source));
        float[][] rows = GaussianRows.gaussian(length, 5, 0.5, random);

        // Features have norm 1 up to rounding.
        assertThat(MmdStatistic.unbiasedSquaredDistance(
                        reference.centredSum(sketch(map, rows)), length, reference, FEATURES))
                .isCloseTo(unbiased(map, rows, source), within(2e-3));
    }

    private static double discrepancy(FeatureMap map, float[][] rows, Reference reference) {
        float[] centred = reference.centredSum(sketch(map, rows));
        Whitening whitening = map.whitening();
        return MmdStatistic.discrepancy(
                whitening.squaredNorm(centred), whitening.typicality(centred), rows.length, reference.count());
    }

    /** The definition: mean over all pairs. */
    private static double unbiased(FeatureMap map, float[][] rows, float[][] source) {
        float[][] x = map.map(rows);
        float[][] y = map.map(source);
        return pairs(x, x) / x.length / (x.length - 1)
                + pairs(y, y) / y.length / (y.length - 1)
                - 2 * pairs(x, y) / x.length / y.length;
    }

    private static double pairs(float[][] some, float[][] others) {
        double sum = 0;
        for (float[] one : some) {
            for (float[] other : others) {
                sum += one == other ? 0 : RowMath.dot(one, other, FEATURES);
            }
        }
        return sum / RandomFeatures.GRID / RandomFeatures.GRID;
    }

    private static float[] mean(FeatureMap map, float[][] rows) {
        float[] mean = new float[FEATURES];
        for (float[] row : rows) {
            float[] mapped = map.map(row);
            for (int i = 0; i < FEATURES; i++) {
                mean[i] += mapped[i] / rows.length / RandomFeatures.GRID;
            }
        }
        return mean;
    }

    private static Sketch sketch(FeatureMap map, float[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Sketch.of(map, Instant.EPOCH, row, OffsetRange.of("topic", 0, 0)))
                .reduce(Sketch.empty(map), Sketch::merge);
    }
}
