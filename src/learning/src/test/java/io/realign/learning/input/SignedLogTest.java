package io.realign.learning.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedLogTest {
    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f, 1e-3f, .5f, 1, 7, 1e6f, 1e30f, Float.MAX_VALUE})
    void logarithm_isFiniteOddAndInvertible(float x) {
        double back = Math.expm1(SignedLog.of(x));

        assertThat(back).isCloseTo(x, within(1e-5 * x * Math.max(1, SignedLog.of(x))));
        assertThat(SignedLog.of(-x)).isEqualTo(-SignedLog.of(x));
    }

    @Test
    void logNormalFeatures_areTransformed() {
        assertThat(SignedLog.reducesSkewness(rows(5, random -> Math.exp(8 + random.nextGaussian()))))
                .isTrue();
        assertThat(SignedLog.reducesSkewness(rows(5, random -> -Math.exp(8 + random.nextGaussian()))))
                .isTrue();
    }

    @Test
    void symmetricFeatures_areNotTransformed() {
        assertThat(SignedLog.reducesSkewness(rows(5, SplittableRandom::nextGaussian)))
                .isFalse();
        assertThat(SignedLog.reducesSkewness(rows(5, random -> 50 + 10 * random.nextGaussian())))
                .isFalse();
        assertThat(SignedLog.reducesSkewness(rows(5, SplittableRandom::nextDouble)))
                .isFalse();
    }

    /** The signed logarithm is nearly linear around 0. */
    @Test
    void tinySkewedFeatures_areNotTransformed() {
        assertThat(SignedLog.reducesSkewness(rows(5, random -> 1e-6 * Math.exp(random.nextGaussian()))))
                .isFalse();
    }

    @Test
    void medianFeature_decidesAndConstantFeaturesAreIgnored() {
        float[][] rows = rows(7, SplittableRandom::nextGaussian);
        SplittableRandom random = new SplittableRandom(2);
        for (float[] row : rows) {
            row[0] = (float) Math.exp(8 + random.nextGaussian());
            row[1] = (float) Math.exp(8 + random.nextGaussian());
        }
        assertThat(SignedLog.reducesSkewness(rows)).isFalse();
        for (float[] row : rows) {
            for (int i = 2; i < 6; i++) {
                row[i] = i;
            }
        }
        assertThat(SignedLog.reducesSkewness(rows)).isTrue();
    }

    @Test
    void constantFeatures_areNotTransformed() {
        assertThat(SignedLog.reducesSkewness(rows(3, random -> 4))).isFalse();
        assertThat(SignedLog.reducesSkewness(new float[][] {{1, 2, 3}})).isFalse();
        assertThat(SignedLog.reducesSkewness(new float[0][])).isFalse();
    }

    @Test
    void hugeSkewedFeatures_areTransformed() {
        assertThat(SignedLog.reducesSkewness(rows(3, random -> 1e30 * Math.exp(random.nextGaussian()))))
                .isTrue();
    }

    private interface Draw {
        double value(SplittableRandom random);
    }

    private static float[][] rows(int width, Draw draw) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[400][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) draw.value(random);
            }
        }
        return rows;
    }
}
