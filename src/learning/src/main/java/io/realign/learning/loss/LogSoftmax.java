package io.realign.learning.loss;

/** Logarithms of class probabilities, which do not underflow. */
final class LogSoftmax {
    private LogSoftmax() {}

    /**
     * Computes the log-probabilities of one row.
     *
     * @param from index of the row's first logit
     * @param temperature divisor of the logits
     * @param logProbabilities array that receives one log-probability per class
     */
    static void apply(double[] logits, int from, double temperature, double[] logProbabilities) {
        double max = logits[from];
        for (int k = 1; k < logProbabilities.length; k++) {
            max = Math.max(max, logits[from + k]);
        }
        double sum = 0;
        for (int k = 0; k < logProbabilities.length; k++) {
            logProbabilities[k] = (logits[from + k] - max) / temperature;
            sum += Math.exp(logProbabilities[k]);
        }
        double logSum = Math.log(sum);
        for (int k = 0; k < logProbabilities.length; k++) {
            logProbabilities[k] -= logSum;
        }
    }

    /** Entropy in nats, 0 to the logarithm of the number of classes. */
    static double entropy(double[] logProbabilities) {
        double entropy = 0;
        for (double logProbability : logProbabilities) {
            // A probability that underflows contributes nothing; its logarithm may be infinite.
            double p = Math.exp(logProbability);
            entropy -= p == 0 ? 0 : p * logProbability;
        }
        return entropy;
    }
}
