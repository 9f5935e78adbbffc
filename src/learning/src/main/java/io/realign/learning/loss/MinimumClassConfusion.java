package io.realign.learning.loss;

import java.util.Arrays;

/**
 * Class confusion of the predictions for target rows, 0 to {@code 1 - 1 / classes} (Jin et al., Minimum Class Confusion for
 * Versatile Domain Adaptation, 2020, equations 2 to 7). With probabilities y at a temperature of 2.5 and row weights w, it
 * is the mean over the classes of {@code 1 - C_jj / sum_k C_jk}, where {@code C_jk = sum w y_j y_k}. Since the
 * probabilities of a row sum to 1, {@code sum_k C_jk = sum w y_j}: only the diagonal is computed.
 *
 * <p>The weights are {@code 1 + exp(-entropy)}; their scale cancels. As in the published code, no gradient flows through them.
 */
final class MinimumClassConfusion {
    /** The value of the paper. */
    private static final double TEMPERATURE = 2.5;

    private MinimumClassConfusion() {}

    /** Adds the weighted gradient to {@code gradients} and returns the unweighted loss. */
    static double addGradient(BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double[] probabilities = probabilities(outputs);
        return addGradient(
                probabilities, rowWeights(probabilities, outputs.classes()), outputs, gradientWeight, gradients);
    }

    /** Tempered probabilities of the target rows. */
    static double[] probabilities(BatchOutputs outputs) {
        int classes = outputs.classes();
        double[] probabilities = new double[outputs.targetRows() * classes];
        double[] logProbabilities = new double[classes];
        for (int target = 0; target < outputs.targetRows(); target++) {
            LogSoftmax.apply(
                    outputs.logits(), (outputs.sourceRows() + target) * classes, TEMPERATURE, logProbabilities);
            for (int k = 0; k < classes; k++) {
                probabilities[target * classes + k] = Math.exp(logProbabilities[k]);
            }
        }
        return probabilities;
    }

    static double[] rowWeights(double[] probabilities, int classes) {
        double[] weights = new double[probabilities.length / classes];
        Arrays.setAll(weights, row -> 1 + Math.exp(-entropy(probabilities, row * classes, classes)));
        return weights;
    }

    private static double entropy(double[] probabilities, int from, int classes) {
        double entropy = 0;
        for (int k = 0; k < classes; k++) {
            double p = probabilities[from + k];
            entropy -= p == 0 ? 0 : p * Math.log(p);
        }
        return entropy;
    }

    /** As {@link #addGradient(BatchOutputs, double, Gradients)}, with fixed row weights. */
    static double addGradient(
            double[] probabilities,
            double[] rowWeights,
            BatchOutputs outputs,
            double gradientWeight,
            Gradients gradients) {
        int classes = outputs.classes();
        double[] diagonal = new double[classes];
        double[] sums = new double[classes];
        for (int i = 0; i < probabilities.length; i++) {
            double weighted = rowWeights[i / classes] * probabilities[i];
            sums[i % classes] += weighted;
            diagonal[i % classes] += weighted * probabilities[i];
        }
        double value = 0;
        for (int k = 0; k < classes; k++) {
            // A class with probability 0 in all rows is not confused.
            value += sums[k] == 0 ? 0 : (1 - diagonal[k] / sums[k]) / classes;
        }
        double[] probabilityGradient = new double[classes];
        for (int row = 0; row < rowWeights.length; row++) {
            double mean = 0;
            for (int k = 0; k < classes; k++) {
                double p = probabilities[row * classes + k];
                probabilityGradient[k] =
                        sums[k] == 0 ? 0 : rowWeights[row] * (diagonal[k] / sums[k] - 2 * p) / (sums[k] * classes);
                mean += p * probabilityGradient[k];
            }
            int from = (outputs.sourceRows() + row) * classes;
            for (int k = 0; k < classes; k++) {
                double p = probabilities[row * classes + k];
                gradients.logits()[from + k] += gradientWeight * p * (probabilityGradient[k] - mean) / TEMPERATURE;
            }
        }
        return value;
    }
}
