package io.realign.learning.loss;

/** The distribution over the classes that logits stand for, by its logarithms, which do not underflow. */
final class LogSoftmax {
    private LogSoftmax() {}

    /**
     * Natural logarithms of one row's probabilities.
     *
     * @param from where the row begins
     * @param temperature by which the logits are divided
     * @param logs receives them, one for each class
     */
    static void apply(double[] logits, int from, double temperature, double[] logs) {
        double highest = logits[from];
        for (int k = 1; k < logs.length; k++) {
            highest = Math.max(highest, logits[from + k]);
        }
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            logs[k] = (logits[from + k] - highest) / temperature;
            sum += Math.exp(logs[k]);
        }
        double logOfSum = Math.log(sum);
        for (int k = 0; k < logs.length; k++) {
            logs[k] -= logOfSum;
        }
    }

    /** Entropy in nats, 0 to the logarithm of the number of classes. */
    static double entropy(double[] logs) {
        double entropy = 0;
        for (double log : logs) {
            // A class that is as good as impossible adds nothing; its logarithm may be infinite.
            double p = Math.exp(log);
            entropy -= p == 0 ? 0 : p * log;
        }
        return entropy;
    }
}
