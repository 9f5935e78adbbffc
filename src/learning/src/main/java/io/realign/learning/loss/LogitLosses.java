package io.realign.learning.loss;

/**
 * Losses of the class logits. Each adds its weighted gradient to the gradients, and returns its
 * unweighted value in nats.
 */
final class LogitLosses {
    /** The best value on drifting sensors. */
    static final double CONFIDENCE_THRESHOLD = .9;

    private interface RowLoss {
        double addGradient(int row, double[] logProbabilities);
    }

    private LogitLosses() {}

    /** Mean cross-entropy of the source labels, regardless of importance. */
    static double crossEntropy(TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double factor = gradientWeight / outputs.sourceRows();
        double sum = sum(outputs, 0, outputs.sourceRows(), (row, logs) -> {
            int from = row * logs.length;
            int label = batch.labels()[row];
            for (int k = 0; k < logs.length; k++) {
                gradients.logits()[from + k] += factor * Math.exp(logs[k]);
            }
            gradients.logits()[from + label] -= factor;
            return -logs[label];
        });
        return sum / outputs.sourceRows();
    }

    /**
     * Cross-entropy of the soft labels, each row weighted by the sum of its probabilities. The mean is over all target rows, so
     * that a few soft labels have little influence.
     */
    static double distillation(TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        double[] logs = new double[outputs.classes()];
        double sum = 0;
        for (int target = 0; target < batch.softLabels().length; target++) {
            float[] softLabel = batch.softLabels()[target];
            double mass = 0;
            for (float probability : softLabel) {
                mass += probability;
            }
            if (mass == 0) {
                continue;
            }
            int from = (outputs.sourceRows() + target) * logs.length;
            LogSoftmax.apply(outputs.logits(), from, 1, logs);
            for (int k = 0; k < logs.length; k++) {
                // Excludes 0 * -infinity.
                sum -= softLabel[k] == 0 ? 0 : softLabel[k] * logs[k];
                gradients.logits()[from + k] +=
                        gradientWeight / outputs.targetRows() * (mass * Math.exp(logs[k]) - softLabel[k]);
            }
        }
        return sum / Math.max(1, outputs.targetRows());
    }

    /**
     * Mean entropy of the target rows (Grandvalet and Bengio, Semi-supervised Learning by Entropy Minimization, 2004), 0 to
     * the logarithm of the number of classes.
     */
    static double entropy(BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        return targetMean(outputs, (row, logs) -> {
            double entropy = LogSoftmax.entropy(logs);
            for (int k = 0; k < logs.length; k++) {
                double p = Math.exp(logs[k]);
                double logitGradient = p == 0 ? 0 : -p * (logs[k] + entropy);
                gradients.logits()[row * logs.length + k] += gradientWeight / outputs.targetRows() * logitGradient;
            }
            return entropy;
        });
    }

    /**
     * Cross-entropy of the pseudo-labels of confident target rows; the mean is over all target rows (Sohn et al., FixMatch,
     * 2020, equation 4, without data augmentation). No gradient flows through the pseudo-labels.
     */
    static double selfTraining(BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        return targetMean(outputs, (row, logs) -> {
            int label = argmax(logs);
            if (Math.exp(logs[label]) <= CONFIDENCE_THRESHOLD) {
                return 0;
            }
            for (int k = 0; k < logs.length; k++) {
                double logitGradient = Math.exp(logs[k]) - (k == label ? 1 : 0);
                gradients.logits()[row * logs.length + k] += gradientWeight / outputs.targetRows() * logitGradient;
            }
            return -logs[label];
        });
    }

    private static double targetMean(BatchOutputs outputs, RowLoss loss) {
        return sum(outputs, outputs.sourceRows(), outputs.rows(), loss) / Math.max(1, outputs.targetRows());
    }

    private static double sum(BatchOutputs outputs, int fromRow, int toRow, RowLoss loss) {
        double[] logs = new double[outputs.classes()];
        double sum = 0;
        for (int row = fromRow; row < toRow; row++) {
            LogSoftmax.apply(outputs.logits(), row * logs.length, 1, logs);
            sum += loss.addGradient(row, logs);
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
