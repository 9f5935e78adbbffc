package io.realign.learning.loss;

/**
 * Mean entropy of the answers for target rows, 0 to the logarithm of the number of classes (Grandvalet and Bengio,
 * Semi-supervised Learning by Entropy Minimization, 2004).
 */
final class EntropyLoss {
    private EntropyLoss() {}

    static double add(BatchOutputs outputs, double weight, Gradients slopes) {
        double[] logs = new double[outputs.classes()];
        double sum = 0;
        for (int row = outputs.sourceRows(); row < outputs.rows(); row++) {
            int from = row * logs.length;
            LogSoftmax.apply(outputs.logits(), from, 1, logs);
            double entropy = LogSoftmax.entropy(logs);
            sum += entropy;
            for (int k = 0; k < logs.length; k++) {
                double p = Math.exp(logs[k]);
                double slope = p == 0 ? 0 : -p * (logs[k] + entropy);
                slopes.logits()[from + k] += weight / outputs.targetRows() * slope;
            }
        }
        return sum / Math.max(1, outputs.targetRows());
    }
}
