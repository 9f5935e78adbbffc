package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** LossTermsTest checks the gradient. */
class CoralLossTest {
    private static final int D = RandomBatches.WIDTH;

    private final RandomBatches batches = new RandomBatches(5);

    private static TrainingBatch unweighted(int sources, int targets) {
        return new TrainingBatch(
                new float[sources][1],
                new int[sources],
                RandomBatches.ones(sources),
                new float[targets][1],
                new float[0][]);
    }

    private static double value(TrainingBatch batch, BatchOutputs outputs) {
        return CoralLoss.addGradient(batch, outputs, 1, Gradients.zeros(outputs));
    }

    /** Equations 1 to 3 of the paper, with matrices. */
    @Test
    void value_matchesThePaper() {
        BatchOutputs outputs = batches.outputs(6, 9);
        double sum = 0;
        for (int a = 0; a < D; a++) {
            for (int b = 0; b < D; b++) {
                double difference =
                        covariance(outputs.embedding(), 0, 6, a, b) - covariance(outputs.embedding(), 6, 15, a, b);
                sum += difference * difference;
            }
        }

        assertThat(value(unweighted(6, 9), outputs)).isCloseTo(sum / (4 * D * D), within(1e-12));
    }

    private static double covariance(double[] rows, int first, int end, int a, int b) {
        double products = 0;
        double sumOfA = 0;
        double sumOfB = 0;
        for (int row = first; row < end; row++) {
            products += rows[row * D + a] * rows[row * D + b];
            sumOfA += rows[row * D + a];
            sumOfB += rows[row * D + b];
        }
        int n = end - first;
        return (products - sumOfA * sumOfB / n) / (n - 1);
    }

    @Test
    void translatedAndReflectedSet_hasZeroDistance() {
        BatchOutputs outputs = batches.outputs(8, 8);
        for (int i = 0; i < 8 * D; i++) {
            outputs.embedding()[8 * D + i] = 3 - outputs.embedding()[i];
        }
        Gradients gradients = Gradients.zeros(outputs);

        assertThat(CoralLoss.addGradient(unweighted(8, 8), outputs, 1, gradients))
                .isCloseTo(0, within(1e-12));
        assertThat(gradients.embedding()).containsExactly(new double[16 * D], within(1e-12));
    }

    @Test
    void rowsOfZeroImportance_areIgnored() {
        BatchOutputs outputs = batches.outputs(6, 9);
        TrainingBatch batch = new TrainingBatch(
                new float[6][1], new int[6], new double[] {0, 0, 2, 2, 2, 2}, new float[9][1], new float[0][]);
        BatchOutputs fewer = new BatchOutputs(
                4,
                9,
                D,
                RandomBatches.CLASSES,
                Arrays.copyOfRange(outputs.embedding(), 2 * D, 15 * D),
                new double[13 * RandomBatches.CLASSES]);

        assertThat(value(batch, outputs)).isCloseTo(value(unweighted(4, 9), fewer), within(1e-12));
    }

    @Test
    void singleRow_hasZeroCovariance() {
        BatchOutputs outputs = batches.outputs(1, 9);
        BatchOutputs zeroed = new BatchOutputs(
                1, 9, D, RandomBatches.CLASSES, outputs.embedding().clone(), outputs.logits());
        Arrays.fill(zeroed.embedding(), 0, D, 0);

        assertThat(value(unweighted(1, 9), outputs)).isCloseTo(value(unweighted(1, 9), zeroed), within(1e-12));
    }
}
