package io.realign.learning.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistanceTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);

    enum Distance {
        MMD {
            @Override
            PermutationTestResult between(float[][] a, float[][] b, long seed) {
                return KernelMmd.between(a, b, seed);
            }
        },
        WASSERSTEIN {
            @Override
            PermutationTestResult between(float[][] a, float[][] b, long seed) {
                return SlicedWasserstein.between(a, b, seed);
            }
        },
        PROXY_A {
            @Override
            PermutationTestResult between(float[][] a, float[][] b, long seed) {
                return ProxyADistance.between(a, b, seed);
            }
        };

        abstract PermutationTestResult between(float[][] a, float[][] b, long seed);
    }

    private static float[][] rows(int count, long seed) {
        return WORLD.rows(count, seed).features();
    }

    @ParameterizedTest
    @EnumSource
    void distanceWithinOneDistribution_isInsignificant(Distance distance) {
        long real = LongStream.range(0, 20)
                .filter(seed -> distance.between(rows(80, 2 * seed), rows(120, 2 * seed + 1), seed)
                        .isSignificant())
                .count();

        assertThat(real).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void distanceOfMovedRows_isSignificant_andGrowsWithTheOffset(Distance distance) {
        PermutationTestResult little =
                distance.between(rows(200, 1), WORLD.scaled(1, .5).rows(200, 2).features(), 9);
        PermutationTestResult much =
                distance.between(rows(200, 1), WORLD.scaled(1, 1).rows(200, 2).features(), 9);

        assertThat(little.isSignificant()).isTrue();
        assertThat(little.pValue()).isEqualTo(1 / 200.0);
        assertThat(much.statistic()).isGreaterThan(little.statistic());
    }

    @ParameterizedTest
    @EnumSource
    void equalSeeds_giveEqualResults(Distance distance) {
        assertThat(distance.between(rows(500, 1), rows(450, 2), 4))
                .isEqualTo(distance.between(rows(500, 1), rows(450, 2), 4));
    }

    @ParameterizedTest
    @EnumSource
    void singleRow_isRejected(Distance distance) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distance.between(rows(1, 1), rows(20, 2), 4))
                .withMessageContaining("at least two rows");
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfAnotherWidth_areRejected(Distance distance) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distance.between(rows(20, 1), new float[20][3], 4))
                .withMessageContaining("12 features");
    }

    @ParameterizedTest
    @EnumSource
    void constantRows_haveNoSignificantDistance(Distance distance) {
        assertThat(distance.between(new float[20][3], new float[30][3], 4).isSignificant())
                .isFalse();
    }

    @Test
    void mmd_detectsAChangeWithEqualMeans() {
        assertThat(KernelMmd.between(
                                rows(300, 1), WORLD.scaled(1.3, 0).rows(300, 2).features(), 9)
                        .isSignificant())
                .isTrue();
    }

    @Test
    void mmdOfTwoPairs_isTheUnbiasedEstimate() {
        // Squared distances 1, 9, 4 twice, 1 and 16; the median of six is the fourth, 4.
        float[][] a = {{0}, {1}};
        float[][] b = {{3}, {-1}};

        double value = KernelMmd.between(a, b, 1).statistic();

        double expected = kernel(1) + kernel(16) - (kernel(9) + kernel(1) + 2 * kernel(4)) / 2;
        assertThat(value).isCloseTo(expected, within(1e-12));
    }

    private static double kernel(double squaredDistance) {
        double sum = 0;
        for (double bandwidth : new double[] {1, 2, 4, 8, 16}) {
            sum += Math.exp(-squaredDistance / bandwidth) / 5;
        }
        return sum;
    }

    @Test
    void samplesOfUnequalSize_areCoupledByQuantiles() {
        // 0 0 1 1 1 1 against 0 0 0 3 3 3 in sixths.
        assertThat(SlicedWasserstein.squaredDistance(new double[] {0, 1, 1}, new double[] {0, 3}))
                .isCloseTo((0 + 0 + 1 + 4 + 4 + 4) / 6.0, within(1e-12));
    }

    @Test
    void wassersteinDistanceInOneDimension_isTheOffset() {
        float[][] a = {{0}, {1}, {2}};
        float[][] b = {{5}, {6}, {7}};

        assertThat(SlicedWasserstein.between(a, b, 1).statistic()).isCloseTo(5, within(1e-6));
    }

    @Test
    void proxyADistanceOfDisjointDomains_isTwo() {
        assertThat(ProxyADistance.between(
                                rows(100, 1), WORLD.scaled(1, 9).rows(300, 2).features(), 4)
                        .statistic())
                .isEqualTo(2);
    }

    @Test
    void proxyADistanceOfFewRows_isAboutZero_evenForManyFeatures() {
        double mean = LongStream.range(0, 20)
                .mapToDouble(seed -> ProxyADistance.between(rows(20, 2 * seed), rows(20, 2 * seed + 1), seed)
                        .statistic())
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(-.3, .3);
    }

    @Test
    void cholesky_solvesTheSystemItDecomposes() {
        Cholesky cholesky = new Cholesky(new double[][] {{4, 2}, {2, 3}});

        assertThat(cholesky.solve(new double[] {8, 8})).containsExactly(new double[] {1, 2}, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cholesky(new double[][] {{1, 2}, {2, 1}}))
                .withMessageContaining("positive definite");
    }
}
