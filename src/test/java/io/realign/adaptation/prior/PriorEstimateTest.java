package io.realign.adaptation.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PriorEstimateTest {
    private static final double[] SOURCE = {.5, .3, .2};
    private static final double[] TARGET = {.1, .2, .7};

    private final SplittableRandom random = new SplittableRandom(11);

    private int[] labels(int rows, double[] shares) {
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble();
            while (labels[row] < shares.length - 1 && left >= shares[labels[row]]) {
                left -= shares[labels[row]++];
            }
        }
        return labels;
    }

    /** Bayes classifier for Gaussians at a distance of 2 deviations with the class shares of the source. */
    private float[][] answers(int[] labels, double temperature) {
        return Arrays.stream(labels)
                .mapToObj(label -> probabilities(2 * label + random.nextGaussian(), temperature))
                .toArray(float[][]::new);
    }

    private static float[] probabilities(double x, double temperature) {
        double[] densities = new double[SOURCE.length];
        double sum = 0;
        for (int k = 0; k < densities.length; k++) {
            double log = Math.log(SOURCE[k]) - (x - 2 * k) * (x - 2 * k) / 2;
            densities[k] = Math.exp(log / temperature);
            sum += densities[k];
        }
        float[] probabilities = new float[densities.length];
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] = (float) (densities[k] / sum);
        }
        return probabilities;
    }

    private PriorEstimate byConfusion(float[][] target) {
        int[] labels = labels(4000, SOURCE);
        return PriorEstimate.byConfusion(answers(labels, 1), labels, target, SOURCE);
    }

    private static void assertOnSimplex(double[] shares) {
        assertThat(Arrays.stream(shares).min().orElseThrow()).isNotNegative();
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void likelihood_estimatesTargetShares() {
        PriorEstimate estimate = PriorEstimate.byLikelihood(answers(labels(5000, TARGET), 1), SOURCE);

        assertThat(estimate.estimated()).isTrue();
        assertThat(estimate.classPriors()).containsExactly(TARGET, within(.03));
    }

    @Test
    void likelihood_withoutShift_keepsShares() {
        PriorEstimate estimate = PriorEstimate.byLikelihood(answers(labels(5000, SOURCE), 1), SOURCE);

        assertThat(estimate.classPriors()).containsExactly(SOURCE, within(.03));
    }

    /** At the maximum the shares are the mean of the adjusted predictions, equation 2.9. */
    @Test
    void likelihood_convergesToFixedPoint() {
        float[][] answers = answers(labels(500, TARGET), 1);
        double[] shares = PriorEstimate.byLikelihood(answers, SOURCE).classPriors();
        double[] mean = new double[3];
        for (float[] probabilities : answers) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += probabilities[k] * shares[k] / SOURCE[k];
            }
            for (int k = 0; k < 3; k++) {
                mean[k] += probabilities[k] * shares[k] / SOURCE[k] / sum / 500;
            }
        }

        assertThat(mean).containsExactly(shares, within(1e-6));
    }

    @Test
    void confusion_estimatesTargetShares() {
        PriorEstimate estimate = byConfusion(answers(labels(5000, TARGET), 1));

        assertThat(estimate.estimated()).isTrue();
        assertThat(estimate.classPriors()).containsExactly(TARGET, within(.05));
    }

    /** An overconfident model misleads the likelihood but not the confusion matrix. */
    @Test
    void confusion_uncalibratedModel_estimatesTargetShares() {
        int[] labels = labels(8000, SOURCE);
        float[][] target = answers(labels(8000, TARGET), .3);

        PriorEstimate estimate = PriorEstimate.byConfusion(answers(labels, .3), labels, target, SOURCE);

        assertThat(estimate.classPriors()).containsExactly(TARGET, within(.05));
    }

    @Test
    void estimates_sumToOne() {
        for (int round = 0; round < 50; round++) {
            double first = random.nextDouble();
            float[][] target = answers(labels(20, new double[] {first, 1 - first, 0}), 1);

            assertOnSimplex(PriorEstimate.byLikelihood(target, SOURCE).classPriors());
            int[] labels = labels(100, SOURCE);
            assertOnSimplex(PriorEstimate.byConfusion(answers(labels, 1), labels, target, SOURCE)
                    .classPriors());
        }
    }

    @Test
    void estimates_areIndependentOfRowOrder() {
        float[][] target = answers(labels(200, TARGET), 1);
        float[][] reversed = target.clone();
        Arrays.setAll(reversed, row -> target[target.length - 1 - row]);

        assertThat(PriorEstimate.byLikelihood(reversed, SOURCE).classPriors())
                .containsExactly(PriorEstimate.byLikelihood(target, SOURCE).classPriors(), within(1e-9));
    }

    @Test
    void classAbsentFromSource_hasShareZero() {
        float[][] target = {{.5f, .5f, 0}, {.2f, .2f, .6f}};

        PriorEstimate estimate = PriorEstimate.byLikelihood(target, new double[] {.5, .5, 0});

        assertThat(estimate.classPriors()[2]).isZero();
        assertOnSimplex(estimate.classPriors());
    }

    @Test
    void noTargetRows_returnsSourceSharesWithProblem() {
        PriorEstimate likelihood = PriorEstimate.byLikelihood(new float[0][], SOURCE);
        PriorEstimate confusion = byConfusion(new float[0][]);

        assertThat(likelihood.estimated()).isFalse();
        assertThat(likelihood.classPriors()).containsExactly(SOURCE, within(1e-12));
        assertThat(likelihood.problem()).isEqualTo("no target row has finite probabilities of the source classes");
        assertThat(confusion.classPriors()).containsExactly(SOURCE, within(1e-12));
        assertThat(confusion.problem()).isEqualTo("no target row has finite probabilities");
    }

    @Test
    void nonFiniteRows_areSkipped() {
        float[][] target = answers(labels(300, TARGET), 1);
        float[][] spoilt = Arrays.copyOf(target, 302);
        spoilt[300] = new float[] {Float.NaN, 0, 1};
        spoilt[301] = new float[] {Float.POSITIVE_INFINITY, 0, 1};
        int[] labels = labels(300, SOURCE);
        float[][] holdOut = answers(labels, 1);

        assertThat(PriorEstimate.byLikelihood(spoilt, SOURCE).classPriors())
                .containsExactly(PriorEstimate.byLikelihood(target, SOURCE).classPriors(), within(1e-12));
        assertThat(PriorEstimate.byConfusion(holdOut, labels, spoilt, SOURCE).classPriors())
                .containsExactly(
                        PriorEstimate.byConfusion(holdOut, labels, target, SOURCE)
                                .classPriors(),
                        within(1e-12));
    }

    @Test
    void constantModel_returnsSourceSharesWithProblem() {
        int[] labels = labels(90, SOURCE);
        float[][] alike = new float[90][];
        Arrays.setAll(alike, row -> new float[] {.5f, .3f, .2f});

        PriorEstimate estimate = PriorEstimate.byConfusion(alike, labels, alike, SOURCE);

        assertThat(estimate.estimated()).isFalse();
        assertThat(estimate.classPriors()).containsExactly(SOURCE, within(1e-12));
        assertThat(estimate.problem()).contains("the confusion matrix is singular");
    }

    @Test
    void classAbsentFromHoldOut_isNamed() {
        int[] labels = {0, 0, 2};

        PriorEstimate estimate = PriorEstimate.byConfusion(answers(labels, 1), labels, answers(labels, 1), SOURCE);

        assertThat(estimate.estimated()).isFalse();
        assertThat(estimate.problem()).isEqualTo("the source hold-out has no usable row of class 1");
    }

    @Test
    void importanceWeights_areShareRatiosWithMeanOne() {
        int[] labels = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2};

        double[] importance = new PriorEstimate(TARGET, "").importanceWeights(labels, SOURCE);

        assertThat(importance[0]).isCloseTo(.1 / .5, within(1e-12));
        assertThat(importance[5]).isCloseTo(.2 / .3, within(1e-12));
        assertThat(importance[9]).isCloseTo(.7 / .2, within(1e-12));
        assertThat(Arrays.stream(importance).sum()).isCloseTo(10, within(1e-12));
    }

    @Test
    void importanceWeights_rareClass_isClipped() {
        double[] source = {.5, .499, .001};
        PriorEstimate estimate = new PriorEstimate(new double[] {.5, 0, .5}, "");

        double[] importance = estimate.importanceWeights(new int[] {0, 1, 2}, source);

        assertThat(importance[2] / importance[0]).isCloseTo(PriorEstimate.MAX_IMPORTANCE_WEIGHT, within(1e-9));
        assertThat(importance[1]).isZero();
    }

    @Test
    void importanceWeights_classAbsentFromSource_isClipped() {
        PriorEstimate estimate = new PriorEstimate(new double[] {.5, .5}, "");

        assertThat(estimate.importanceWeights(new int[] {0, 1}, new double[] {1, 0})[1])
                .isFinite();
    }

    @Test
    void importanceWeights_absentClass_isZero() {
        PriorEstimate estimate = new PriorEstimate(new double[] {1, 0}, "");

        assertThat(estimate.importanceWeights(new int[] {0, 1}, new double[] {1, 0}))
                .containsExactly(2, 0);
    }

    @Test
    void importanceWeights_noTargetClass_areOne() {
        PriorEstimate estimate = new PriorEstimate(new double[] {0, 1}, "");

        assertThat(estimate.importanceWeights(new int[] {0, 0}, new double[] {.5, .5}))
                .containsExactly(1, 1);
    }

    @Test
    void invalidRowsAndShares_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriorEstimate.byLikelihood(new float[][] {{1, 0}}, SOURCE))
                .withMessage("target: expected probabilities of 3 classes, got 2 in row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriorEstimate.byLikelihood(new float[0][], new double[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriorEstimate.byLikelihood(new float[0][], new double[] {-1, 2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriorEstimate.byConfusion(new float[0][], new int[1], new float[0][], SOURCE))
                .withMessage("labels: expected one for each of 0 rows, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PriorEstimate(TARGET, "").importanceWeights(new int[] {0, 3}, SOURCE))
                .withMessage("labels: expected 0 to 2, got 3 in row 1");
    }
}
