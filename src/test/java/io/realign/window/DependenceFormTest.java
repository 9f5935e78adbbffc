package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependenceFormTest {
    @ParameterizedTest
    @CsvSource({"2,2", "7,2", "16,2", "64,2", "66,1.2", "96,1.1"})
    void equalPairs_flippedSign_lowersTheValue(int width, double factor) {
        Random random = new Random(width);
        DependenceForm form =
                DependenceForm.fit(pairs(1000, width, 1, random), 1000).orElseThrow();

        double conforming = mean(form, pairs(200, width, 1, random));
        double flipped = mean(form, pairs(200, width, -1, random));

        assertThat(form.features()).hasSize(width / 2 * 2);
        assertThat(conforming).isNegative();
        assertThat(flipped).isLessThan(factor * conforming);
    }

    @Test
    void whitenedForm_isTheNegativeMahalanobisDistance() {
        Random random = new Random(1);
        float[][] rows = pairs(4000, 4, 1, random);
        DependenceForm form = DependenceForm.fit(rows, 4000).orElseThrow();

        // E |z|^2 = 1.1 sum of lambda / (lambda + .1), with the eigenvalues 1 +- r of each pair.
        double r = correlation(rows);
        double expected = 2 * 1.1 * ((1 + r) / (1.1 + r) + (1 - r) / (1.1 - r));
        assertThat(form.reductions()).isEmpty();
        assertThat(mean(form, rows)).isCloseTo(-expected, within(0.05));
    }

    /** Few factors of many features: with the small correlations set to 0, the matrix has negative eigenvalues. */
    @Test
    void fewFactors_giveFiniteValues() {
        Random random = new Random(11);
        double[][] weights = new double[64][6];
        for (double[] weight : weights) {
            Arrays.setAll(weight, k -> random.nextGaussian());
        }
        DependenceForm form =
                DependenceForm.fit(rectified(1000, weights, random), 1000).orElseThrow();

        assertThat(form.reductions()).isEmpty();
        // With independent whitened features of variance 1, the mean would be -64.
        assertThat(mean(form, rectified(1000, weights, random))).isBetween(-80.0, -10.0);
    }

    private static float[][] rectified(int count, double[][] weights, Random random) {
        float[][] rows = new float[count][weights.length];
        for (float[] row : rows) {
            double[] factors = random.doubles(weights[0].length)
                    .map(uniform -> 2 * uniform - 1)
                    .toArray();
            for (int i = 0; i < row.length; i++) {
                for (int k = 0; k < factors.length; k++) {
                    row[i] += (float) (weights[i][k] * factors[k]);
                }
                row[i] = Math.max(0, row[i]);
            }
        }
        return rows;
    }

    @Test
    void whitenedForm_boundsEachFeature() {
        DependenceForm form =
                DependenceForm.fit(pairs(1000, 6, 1, new Random(2)), 1000).orElseThrow();

        assertThat(form.value(new float[] {1e6f, -1e6f, 1e6f, -1e6f, 1e6f, -1e6f}, 0))
                .isCloseTo(-6 * 4.5f * 4.5f, within(1e-3f));
    }

    @Test
    void moreThan64Features_weightLeadingEigenvectors() {
        Random random = new Random(3);
        float[][] rows = pairs(1000, 80, 1, random);
        DependenceForm form = DependenceForm.fit(rows, 1000).orElseThrow();

        assertThat(form.reductions()).hasSize(16);
        for (float reduction : form.reductions()) {
            assertThat(reduction).isBetween(0.1f, 1f);
        }
        assertThat(form.projections()).hasDimensions(80, 16);
        // Conforming events lie along the leading eigenvectors, which count less.
        double norm = Arrays.stream(rows)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (int j = 0; j < 80; j++) {
                        double y = (row[j] - form.means()[j]) * form.inverseDeviations()[j];
                        sum += y * y;
                    }
                    return sum;
                })
                .average()
                .orElseThrow();
        assertThat(mean(form, rows)).isBetween(-norm, 0.0);
    }

    @Test
    void independentFeatures_giveNoForm() {
        assertThat(DependenceForm.fit(GaussianRows.gaussian(1000, 12, 0, new Random(4)), 1000))
                .isEmpty();
    }

    @Test
    void tooManyFeaturesForTheRows_giveNoForm() {
        float[][] rows = factor(200, 40, new Random(5));

        assertThat(DependenceForm.fit(rows, 120)).isPresent();
        assertThat(DependenceForm.fit(rows, 119)).isEmpty();
    }

    @Test
    void manyPairs_needRowsOnlyForEachPair() {
        assertThat(DependenceForm.fit(pairs(200, 100, 1, new Random(6)), 200)).isPresent();
    }

    @Test
    void uncorrelatedAndConstantFeatures_areLeftOut() {
        Random random = new Random(7);
        float[][] rows = IntStream.range(0, 1000)
                .mapToObj(i -> {
                    float[] pair = pairs(1, 2, 1, random)[0];
                    return new float[] {3, pair[0], (float) random.nextGaussian(), pair[1]};
                })
                .toArray(float[][]::new);

        assertThat(DependenceForm.fit(rows, 1000).orElseThrow().features()).containsExactly(1, 3);
    }

    @Test
    void value_readsTheFeaturesFromTheStart() {
        float[][] rows = pairs(500, 4, 1, new Random(8));
        DependenceForm form = DependenceForm.fit(rows, 500).orElseThrow();
        float[] longer = new float[9];
        System.arraycopy(rows[0], 0, longer, 3, 4);

        assertThat(form.value(longer, 3)).isEqualTo(form.value(rows[0], 0));
    }

    @Test
    void equals_comparesContent() {
        float[][] rows = pairs(500, 4, 1, new Random(9));
        DependenceForm form = DependenceForm.fit(rows, 500).orElseThrow();

        assertThat(form)
                .isEqualTo(DependenceForm.fit(rows, 500).orElseThrow())
                .hasSameHashCodeAs(DependenceForm.fit(rows, 500).orElseThrow())
                .isNotEqualTo(DependenceForm.fit(pairs(500, 4, 1, new Random(10)), 500)
                        .orElseThrow());
    }

    private static double mean(DependenceForm form, float[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> form.value(row, 0))
                .average()
                .orElseThrow();
    }

    /** Pairs of nearly equal features. */
    private static float[][] pairs(int count, int width, int sign, Random random) {
        float[][] rows = GaussianRows.gaussian(count, width, 0, random);
        for (float[] row : rows) {
            for (int i = 0; i + 1 < width; i += 2) {
                row[i + 1] = sign * row[i] + 0.2f * row[i + 1];
            }
        }
        return rows;
    }

    /** Features that share a factor. */
    private static float[][] factor(int count, int width, Random random) {
        float[][] rows = GaussianRows.gaussian(count, width, 0, random);
        for (float[] row : rows) {
            float factor = (float) random.nextGaussian();
            for (int i = 0; i < width; i++) {
                row[i] += factor;
            }
        }
        return rows;
    }

    private static double correlation(float[][] rows) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (float[] row : rows) {
            product += row[0] * row[1];
            first += row[0] * row[0];
            second += row[1] * row[1];
        }
        return product / Math.sqrt(first * second);
    }
}
