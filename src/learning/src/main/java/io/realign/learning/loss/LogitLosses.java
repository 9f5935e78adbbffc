package io.realign.learning.loss;

/**
 * Losses of the class logits. Each adds its weighted gradient to {@code gradients} and returns its unweighted value in nats.
 */
final class LogitLosses {
    /** Gave the best results on data of drifting sensors. */
    static final double CONFIDENCE_THRESHOLD = .9;

    private interface RowLoss {
        double addGradient(int row, double[] logProbabilities);
    }

    private LogitLosses() {}

    /** Mean cross-entropy of the source labels, without the weights {@link TrainingBatch#importance}. */
    static double crossEntropy(TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double factor = gradientWeight / outputs.sourceRows();
        double sum = sum(outputs, 0, outputs.sourceRows(), (row, logProbabilities) -> {
            int from = row * logProbabilities.length;
            int label = batch.labels()[row];
            for (int k = 0; k < logProbabilities.length; k++) {
                gradients.logits()[from + k] += factor * Math.exp(logProbabilities[k]);
            }
            gradients.logits()[from + label] -= factor;
            return -logProbabilities[label];
        });
        return sum / outputs.sourceRows();
    }

    /**
     * Cross-entropy of the pseudo-labels. The probabilities of a pseudo-label sum to its weight; the sum 0 means that the row has no
     * pseudo-label. The mean is over all target rows, so that a few pseudo-labels have little influence.
     */
    static double distillation(TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double[] logProbabilities = new double[outputs.classes()];
        double sum = 0;
        for (int target = 0; target < batch.softLabels().length; target++) {
            float[] softLabel = batch.softLabels()[target];
            double probabilitySum = 0;
            for (float probability : softLabel) {
                probabilitySum += probability;
            }
            if (probabilitySum == 0) {
                continue;
            }
            int from = (outputs.sourceRows() + target) * logProbabilities.length;
            LogSoftmax.apply(outputs.logits(), from, 1, logProbabilities);
            for (int k = 0; k < logProbabilities.length; k++) {
                // Excludes 0 * -infinity.
                sum -= softLabel[k] == 0 ? 0 : softLabel[k] * logProbabilities[k];
                gradients.logits()[from + k] += gradientWeight
                        / outputs.targetRows()
                        * (probabilitySum * Math.exp(logProbabilities[k]) - softLabel[k]);
            }
        }
        return sum / Math.max(1, outputs.targetRows());
    }

    /**
     * Mean entropy of the target rows (Grandvalet and Bengio, Semi-supervised Learning by Entropy Minimization, 2004), 0 to
     * the logarithm of the number of classes.
     */
    static double entropy(BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        return targetMean(outputs, (row, logProbabilities) -> {
            double entropy = LogSoftmax.entropy(logProbabilities);
            for (int k = 0; k < logProbabilities.length; k++) {
                double p = Math.exp(logProbabilities[k]);
                double logitGradient = p == 0 ? 0 : -p * (logProbabilities[k] + entropy);
                gradients.logits()[row * logProbabilities.length + k] +=
                        gradientWeight / outputs.targetRows() * logitGradient;
            }
            return entropy;
        });
    }

    /**
     * Cross-entropy of the pseudo-labels of confident target rows; the mean is over all target rows (Sohn et al., FixMatch,
     * 2020, equation 4, without data augmentation). No gradient flows through the pseudo-labels.
     */
    static double selfTraining(BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        return targetMean(outputs, (row, logProbabilities) -> {
            int label = argmax(logProbabilities);
            if (Math.exp(logProbabilities[label]) <= CONFIDENCE_THRESHOLD) {
                return 0;
            }
            for (int k = 0; k < logProbabilities.length; k++) {
                double logitGradient = Math.exp(logProbabilities[k]) - (k == label ? 1 : 0);
                gradients.logits()[row * logProbabilities.length + k] +=
                        gradientWeight / outputs.targetRows() * logitGradient;
            }
            return -logProbabilities[label];
        });
    }

    private static double targetMean(BatchOutputs outputs, RowLoss loss) {
        return sum(outputs, outputs.sourceRows(), outputs.rows(), loss) / Math.max(1, outputs.targetRows());
    }

    private static double sum(BatchOutputs outputs, int fromRow, int toRow, RowLoss loss) {
        double[] logProbabilities = new double[outputs.classes()];
        double sum = 0;
        for (int row = fromRow; row < toRow; row++) {
            LogSoftmax.apply(outputs.logits(), row * logProbabilities.length, 1, logProbabilities);
            sum += loss.addGradient(row, logProbabilities);
        }
        return sum;
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            if (values[k] > values[best]) {
                best = k;
            }
        }
        return best;
    }
}
