package io.realign.learning.loss;

/**
 * Cross-entropy of the target rows' own answers where they are sure, in nats; the mean is over all target rows (Sohn et
 * al., FixMatch, 2020, equation 4, without its two views). The answer is a label: it is not differentiated.
 */
final class SelfTrainingLoss {
    /** A row is sure if its highest probability is above. On drifting sensors .9 was the one that was measured. */
    static final double CONFIDENCE_THRESHOLD = .9;

    private SelfTrainingLoss() {}

    static double add(BatchOutputs outputs, double weight, Gradients slopes) {
        double[] logs = new double[outputs.classes()];
        double sum = 0;
        for (int row = outputs.sourceRows(); row < outputs.rows(); row++) {
            int from = row * logs.length;
            LogSoftmax.apply(outputs.logits(), from, 1, logs);
            int answer = argmax(logs);
            if (Math.exp(logs[answer]) <= CONFIDENCE_THRESHOLD) {
                continue;
            }
            sum -= logs[answer];
            for (int k = 0; k < logs.length; k++) {
                double slope = Math.exp(logs[k]) - (k == answer ? 1 : 0);
                slopes.logits()[from + k] += weight / outputs.targetRows() * slope;
            }
        }
        return sum / Math.max(1, outputs.targetRows());
    }

    private static int argmax(double[] logs) {
        int best = 0;
        for (int k = 1; k < logs.length; k++) {
            if (logs[k] > logs[best]) {
                best = k;
            }
        }
        return best;
    }
}
