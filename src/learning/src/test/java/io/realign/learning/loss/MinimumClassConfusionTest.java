package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MinimumClassConfusionTest {
    private static final int K = RandomBatches.CLASSES;

    private final RandomBatches batches = new RandomBatches(6);
    private final BatchOutputs outputs = batches.outputs(6, 9);

    private static double value(BatchOutputs outputs) {
        return MinimumClassConfusion.addGradient(outputs, 1, Gradients.zeros(outputs));
    }

    @Test
    void gradient_isScaledByTheWeight_atFixedRowWeights() {
        double[] weights = MinimumClassConfusion.rowWeights(MinimumClassConfusion.probabilities(outputs), K);
        Gradients gradients = Gradients.zeros(outputs);

        MinimumClassConfusion.addGradient(outputs, 1.7, gradients);

        FiniteDifferences.assertGradient(
                "logits",
                gradients.logits(),
                outputs.logits(),
                at -> 1.7
                        * MinimumClassConfusion.addGradient(
                                MinimumClassConfusion.probabilities(outputs),
                                weights,
                                outputs,
                                1,
                                Gradients.zeros(outputs)));
        assertThat(gradients.embedding()).containsOnly(0);
    }

    /** Equations 2 to 7 of the paper, with the full matrix. */
    @Test
    void value_matchesThePaper() {
        double[] y = MinimumClassConfusion.probabilities(outputs);
        double[] weights = new double[9];
        for (int i = 0; i < y.length; i++) {
            weights[i / K] += y[i] * Math.log(y[i]);
        }
        Arrays.setAll(weights, row -> 1 + Math.exp(weights[row]));
        double all = Arrays.stream(weights).sum();
        double[][] confusion = new double[K][K];
        for (int row = 0; row < 9; row++) {
            for (int a = 0; a < K; a++) {
                for (int b = 0; b < K; b++) {
                    confusion[a][b] += y[row * K + a] * y[row * K + b] * 9 * weights[row] / all;
                }
            }
        }
        double expected = 0;
        for (int a = 0; a < K; a++) {
            for (int b = 0; b < K; b++) {
                expected += a == b
                        ? 0
                        : confusion[a][b] / Arrays.stream(confusion[a]).sum() / K;
            }
        }

        assertThat(value(outputs)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void probabilities_haveTemperatureTwoAndAHalf() {
        double[] y = MinimumClassConfusion.probabilities(outputs);
        double[] logits = outputs.logits();

        assertThat(Math.log(y[0] / y[1])).isCloseTo((logits[6 * K] - logits[6 * K + 1]) / 2.5, within(1e-12));
    }

    @Test
    void confidentPredictions_haveNoConfusion() {
        Arrays.fill(outputs.logits(), 0);
        for (int row = 0; row < outputs.rows(); row++) {
            outputs.logits()[row * K + row % K] = 500;
        }

        assertThat(value(outputs)).isCloseTo(0, within(1e-12));
    }

    @Test
    void uniformPredictions_haveTheHighestConfusion() {
        Arrays.fill(outputs.logits(), 0);

        assertThat(value(outputs)).isCloseTo(1 - 1.0 / K, within(1e-12));
    }

    @Test
    void classOfZeroProbability_isIgnored() {
        Arrays.fill(outputs.logits(), 0);
        for (int row = 0; row < outputs.rows(); row++) {
            outputs.logits()[row * K + K - 1] = -1e5;
        }
        Gradients gradients = Gradients.zeros(outputs);

        assertThat(MinimumClassConfusion.addGradient(outputs, 1, gradients))
                .isCloseTo((K - 1 - 1.0) / K, within(1e-12));
        assertThat(Arrays.stream(gradients.logits()).allMatch(Double::isFinite)).isTrue();
    }
}
