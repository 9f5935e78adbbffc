package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureScalingTest {
    private static final FeatureScaling UNIT =
            new FeatureScaling(new float[] {1}, new float[] {2}, new boolean[] {false});
    private static final FeatureScaling CLIPPED =
            new FeatureScaling(new float[] {1}, new float[] {2}, new boolean[] {true});

    @Test
    void apply_keepsTheOrderOfValues() {
        float before = -FeatureScaling.BOUND;
        for (float value = -60; value <= 60; value += 0.25f) {
            float scaled = UNIT.apply(new float[] {value})[0];
            assertThat(scaled).isGreaterThan(before);
            before = scaled;
        }
    }

    @Test
    void apply_smallValues_areNearlyStandardised() {
        assertThat(UNIT.apply(new float[] {1})[0]).isZero();
        assertThat(UNIT.apply(new float[] {1.2f})[0]).isCloseTo(0.1f, within(1e-4f));
        assertThat(UNIT.apply(new float[] {9})[0]).isCloseTo((float) (4 / Math.sqrt(2)), within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(floats = {1e3f, 1e19f, 1e30f, Float.MAX_VALUE})
    void apply_hugeValues_areBoundedAndFinite(float value) {
        for (FeatureScaling scaling : new FeatureScaling[] {UNIT, CLIPPED}) {
            assertThat(scaling.apply(new float[] {value})[0]).isCloseTo(FeatureScaling.BOUND, within(2e-3f));
            assertThat(scaling.apply(new float[] {-value})[0]).isCloseTo(-FeatureScaling.BOUND, within(2e-3f));
        }
    }

    @Test
    void apply_hugeCentreAndDeviation_isFinite() {
        float[][] rows = {{-Float.MAX_VALUE}, {Float.MAX_VALUE}, {0}, {1}};

        for (float[] scaled : FeatureScaling.fit(rows).apply(rows)) {
            assertThat(Math.abs(scaled[0])).isLessThanOrEqualTo(FeatureScaling.BOUND);
        }
    }

    @Test
    void apply_farFromAHugeConstant_isZero() {
        FeatureScaling scaling = FeatureScaling.fit(new float[][] {{-3e38f}, {-3e38f}});

        assertThat(scaling.apply(new float[] {3e38f})).containsExactly(0);
    }

    /** Float sums would lose 0.1 against 1e9 and give a spurious deviation. */
    @ParameterizedTest
    @ValueSource(floats = {0, .1f, -3e30f, 1e9f, Float.MIN_VALUE})
    void constantFeature_isScaledToZero(float value) {
        float[][] rows = new float[997][1];
        for (float[] row : rows) {
            row[0] = value;
        }
        FeatureScaling scaling = FeatureScaling.fit(rows);

        assertThat(scaling.deviation()).containsExactly(0);
        assertThat(scaling.apply(new float[] {value})).containsExactly(0);
        assertThat(scaling.apply(new float[] {value + 1e6f})).containsExactly(0);
    }

    @Test
    void fit_normalFeature_hasMeanAndStandardDeviation() {
        FeatureScaling scaling = FeatureScaling.fit(GaussianRows.gaussian(5000, 2, 3, new Random(1)));

        assertThat(scaling.centre()[1]).isCloseTo(3, within(0.05f));
        assertThat(scaling.deviation()[1]).isCloseTo(1, within(0.05f));
        assertThat(scaling.clipped()).containsExactly(false, false);
    }

    @Test
    void fit_heavyTailedFeature_hasTheDeviationOfItsCentre() {
        Random random = new Random(2);
        float[][] rows = new float[5000][1];
        for (float[] row : rows) {
            row[0] = (float) (random.nextGaussian() * (random.nextInt(50) == 0 ? 15 : 1));
        }

        assertThat(FeatureScaling.fit(rows).deviation()[0]).isBetween(0.9f, 1.2f);
    }

    @Test
    void fit_mostlyOneOfManyValues_isClippedWithStandardDeviation() {
        float[][] rows = columns(i -> i % 10 < 6 ? 0 : i % 7 + 1);
        FeatureScaling scaling = FeatureScaling.fit(rows);
        double mean = Arrays.stream(rows).mapToDouble(row -> row[0]).average().orElseThrow();
        double variance = Arrays.stream(rows)
                .mapToDouble(row -> (row[0] - mean) * (row[0] - mean))
                .average()
                .orElseThrow();

        assertThat(scaling.clipped()).containsExactly(true);
        assertThat(scaling.deviation()[0]).isCloseTo((float) Math.sqrt(variance), within(1e-4f));
        float inner = (float) (mean + 3.9 * Math.sqrt(variance));
        assertThat(scaling.apply(new float[] {inner})[0]).isCloseTo(3.9f, within(1e-3f));
        assertThat(scaling.apply(new float[] {1000})[0]).isCloseTo(FeatureScaling.BOUND, within(2e-3f));
    }

    @Test
    void fit_twoValues_orNoMajority_isNotClipped() {
        assertThat(FeatureScaling.fit(columns(i -> i % 10 == 0 ? 1 : 0)).clipped())
                .containsExactly(false);
        assertThat(FeatureScaling.fit(columns(i -> i % 3)).clipped()).containsExactly(false);
    }

    @Test
    void fit_fivePercentOutliers_hasABoundedEffect() {
        float[][] rows = GaussianRows.gaussian(1000, 1, 0, new Random(3));
        for (int i = 0; i < 1000; i += 20) {
            rows[i][0] = 1e30f;
        }
        FeatureScaling scaling = FeatureScaling.fit(rows);

        assertThat(Math.abs(scaling.centre()[0])).isLessThan(4);
        assertThat(scaling.deviation()[0]).isBetween(0.5f, 4f);
    }

    @Test
    void equals_comparesContent() {
        assertThat(UNIT)
                .isEqualTo(new FeatureScaling(new float[] {1}, new float[] {2}, new boolean[] {false}))
                .hasSameHashCodeAs(new FeatureScaling(new float[] {1}, new float[] {2}, new boolean[] {false}))
                .isNotEqualTo(CLIPPED)
                .isNotEqualTo(new FeatureScaling(new float[] {1}, new float[] {3}, new boolean[] {false}));
    }

    @Test
    void invalidValues_throw() {
        boolean[] none = {false};
        assertThatIllegalArgumentException().isThrownBy(() -> FeatureScaling.fit(new float[0][]));
        assertThatIllegalArgumentException().isThrownBy(() -> FeatureScaling.fit(new float[][] {{1, 2}, {1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> FeatureScaling.fit(new float[][] {{Float.NaN}, {1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.apply(new float[] {1, 2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureScaling(new float[] {1}, new float[] {-1}, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureScaling(new float[] {1}, new float[0], none));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureScaling(new float[] {1}, new float[] {1}, new boolean[2]));
    }

    private static float[][] columns(IntUnaryOperator value) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> new float[] {value.applyAsInt(i)})
                .toArray(float[][]::new);
    }
}
