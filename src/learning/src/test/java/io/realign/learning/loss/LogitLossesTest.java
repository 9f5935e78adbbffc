package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** LossTermsTest checks the gradients. */
class LogitLossesTest {
    private static final int K = RandomBatches.CLASSES;

    private final RandomBatches batches = new RandomBatches(7);

    private static TrainingBatch batch(int[] labels, float[]... softLabels) {
        int sources = labels.length;
        return new TrainingBatch(
                new float[sources][1],
                labels,
                RandomBatches.ones(sources),
                new float[softLabels.length][1],
                softLabels);
    }

    /** One source row, and target rows of these logits. */
    private static BatchOutputs targets(double[]... logits) {
        double[] all = new double[(1 + logits.length) * K];
        for (int row = 0; row < logits.length; row++) {
            System.arraycopy(logits[row], 0, all, (1 + row) * K, K);
        }
        return new BatchOutputs(1, logits.length, 1, K, new double[1 + logits.length], all);
    }

    @Test
    void crossEntropy_ofUniformProbabilitiesIsTheLogarithmOfTheClassCount() {
        BatchOutputs outputs = targets();

        assertThat(LogitLosses.crossEntropy(batch(new int[] {2}), outputs, 1, Gradients.zeros(outputs)))
                .isCloseTo(Math.log(K), within(1e-12));
    }

    @Test
    void crossEntropy_ofAConfidentErrorIsItsMargin() {
        BatchOutputs outputs = targets();
        outputs.logits()[0] = 1000;

        assertThat(LogitLosses.crossEntropy(batch(new int[] {2}), outputs, 1, Gradients.zeros(outputs)))
                .isCloseTo(1000, within(1e-9));
    }

    @Test
    void distillation_isTheMeanOverAllTargetRowsWeightedByTheSumOfTheSoftLabel() {
        BatchOutputs outputs = targets(new double[K], new double[K], new double[K]);
        TrainingBatch batch =
                batch(new int[] {0}, new float[] {.5f, .25f, 0, 0}, new float[K], new float[] {0, 0, 0, 1});

        assertThat(LogitLosses.distillation(batch, outputs, 1, Gradients.zeros(outputs)))
                .isCloseTo((.75 + 1) / 3 * Math.log(K), within(1e-12));
    }

    @Test
    void distillation_hasNoGradientAtRowsWithoutSoftLabel() {
        TrainingBatch batch = batches.batch(3, 4);
        BatchOutputs outputs = batches.outputs(3, 4);
        Gradients gradients = Gradients.zeros(outputs);

        LogitLosses.distillation(batch, outputs, 1, gradients);

        assertThat(Arrays.copyOfRange(gradients.logits(), 4 * K, 5 * K)).containsOnly(0);
        assertThat(Arrays.copyOfRange(gradients.logits(), 3 * K, 4 * K)).doesNotContain(0);
    }

    @Test
    void distillation_isZeroWithoutSoftLabels() {
        BatchOutputs outputs = batches.outputs(1, 4);
        TrainingBatch batch =
                new TrainingBatch(new float[1][1], new int[1], RandomBatches.ones(1), new float[4][1], new float[0][]);

        assertThat(LogitLosses.distillation(batch, outputs, 1, Gradients.zeros(outputs)))
                .isZero();
    }

    @Test
    void entropy_isBetweenZeroAndTheLogarithmOfTheClassCount() {
        for (int round = 0; round < 200; round++) {
            BatchOutputs outputs = targets(batches.values(K, round / 10.0), batches.values(K, round / 10.0));

            assertThat(LogitLosses.entropy(outputs, 1, Gradients.zeros(outputs)))
                    .isBetween(0.0, Math.log(K) + 1e-12);
        }
    }

    @Test
    void entropy_isMaximalForUniformAndZeroForCertainPredictions() {
        BatchOutputs uniform = targets(new double[K]);
        BatchOutputs certain = targets(new double[] {0, 1e4, 0, 0});

        assertThat(LogitLosses.entropy(uniform, 1, Gradients.zeros(uniform))).isCloseTo(Math.log(K), within(1e-12));
        assertThat(LogitLosses.entropy(certain, 1, Gradients.zeros(certain))).isZero();
    }

    @Test
    void selfTraining_usesConfidentRowsOnly() {
        double[] unconfident = {0, Math.log(.89 / .11 * 3), 0, 0};
        double[] confident = {0, Math.log(.91 / .09 * 3), 0, 0};
        BatchOutputs outputs = targets(unconfident, confident);
        Gradients gradients = Gradients.zeros(outputs);

        double value = LogitLosses.selfTraining(outputs, 1, gradients);

        assertThat(value).isCloseTo(-Math.log(.91) / 2, within(1e-12));
        assertThat(Arrays.copyOfRange(gradients.logits(), 0, 2 * K)).containsOnly(0);
    }

    @Test
    void selfTraining_raisesTheConfidenceOfConfidentRows() {
        BatchOutputs outputs = targets(new double[] {0, 5, 0, 0});
        Gradients gradients = Gradients.zeros(outputs);

        LogitLosses.selfTraining(outputs, 1, gradients);

        assertThat(gradients.logits()[K + 1]).isNegative();
        assertThat(gradients.logits()[K]).isPositive();
    }
}
