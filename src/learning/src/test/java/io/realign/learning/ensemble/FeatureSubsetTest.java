package io.realign.learning.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureSubsetTest {
    private static final double RIDGE = .01;
    private static final double[][] COVARIANCE = {{2, .6, 9}, {.6, 1, 9}, {9, 9, 99}};
    private static final double[][] MEANS = {{0, 0, 9}, {1, -1, -9}, {2, 1, 0}};
    private static final double[] PRIOR = {.5, .3, .2};

    /** Contains the first two of three features. */
    private final FeatureSubset view = new FeatureSubset(new int[] {0, 1}, RIDGE);

    @Test
    void posterior_matchesGaussianClasses() {
        float[] row = {.7f, .2f, 1000};
        double[] posterior = new double[3];

        discriminant(new float[][] {row}).addPosterior(row, logPrior(), new double[3], posterior);

        double[] expected = new double[3];
        double sum = 0;
        for (int label = 0; label < 3; label++) {
            expected[label] = PRIOR[label] * Math.exp(logDensity(row, MEANS[label]));
            sum += expected[label];
        }
        for (int label = 0; label < 3; label++) {
            assertThat(posterior[label]).isCloseTo(expected[label] / sum, within(1e-9));
        }
    }

    /** Without the constant of the normal density. */
    @Test
    void logLikelihood_isTheMeanLogDensityOfTheMixture() {
        float[][] rows = {{.7f, .2f, 1000}, {-1, 2, 0}, {3, 0, 0}};
        EnsembleMember discriminant = discriminant(rows);

        double likelihood = discriminant.commonTerm();
        double expected = Math.log(2 * Math.PI);
        for (float[] row : rows) {
            likelihood += discriminant.addPosterior(row, logPrior(), new double[3], new double[3]) / rows.length;
            double density = 0;
            for (int label = 0; label < 3; label++) {
                density += PRIOR[label] * Math.exp(logDensity(row, MEANS[label]));
            }
            expected += Math.log(density) / rows.length;
        }
        assertThat(likelihood).isCloseTo(expected, within(1e-9));
    }

    @Test
    void subsets_haveSixOfTenFeatures_andDiffer() {
        FeatureSubset[] views = FeatureSubset.draw(12, IntStream.range(0, 10).toArray(), new SplittableRandom(1));

        assertThat(views).allSatisfy(seen -> assertThat(seen.features())
                .hasSize(6)
                .isSorted()
                .doesNotHaveDuplicates()
                .satisfies(features -> assertThat(features[0]).isNotNegative())
                .satisfies(features -> assertThat(features[5]).isLessThan(10)));
        assertThat(Arrays.stream(views)
                        .map(seen -> Arrays.toString(seen.features()))
                        .distinct())
                .hasSizeGreaterThan(8);
    }

    @Test
    void singleFeature_isInAllSubsets() {
        assertThat(FeatureSubset.draw(3, new int[] {4}, new SplittableRandom(1)))
                .allSatisfy(seen -> assertThat(seen.features()).containsExactly(4));
    }

    private EnsembleMember discriminant(float[][] rows) {
        double[][] second = new double[3][3];
        for (float[] row : rows) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    second[i][j] += (double) row[i] * row[j] / rows.length;
                }
            }
        }
        return view.fit(COVARIANCE, MEANS, second);
    }

    private static double[] logPrior() {
        return Arrays.stream(PRIOR).map(Math::log).toArray();
    }

    /** Of the first two features, the ridge on the diagonal. */
    private static double logDensity(float[] row, double[] mean) {
        double a = COVARIANCE[0][0] + RIDGE;
        double b = COVARIANCE[0][1];
        double d = COVARIANCE[1][1] + RIDGE;
        double determinant = a * d - b * b;
        double x = row[0] - mean[0];
        double y = row[1] - mean[1];
        double square = (d * x * x - 2 * b * x * y + a * y * y) / determinant;
        return -.5 * square - .5 * Math.log(determinant) - Math.log(2 * Math.PI);
    }
}
