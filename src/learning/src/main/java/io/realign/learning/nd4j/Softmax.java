package io.realign.learning.nd4j;

/** Probabilities from logits. */
final class Softmax {
    private Softmax() {}

    /** Of each row by itself. */
    static double[] of(double[] logits, int classes) {
        double[] probabilities = new double[logits.length];
        for (int from = 0; from < logits.length; from += classes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < from + classes; i++) {
                largest = Math.max(largest, logits[i]);
            }
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                probabilities[i] = Math.exp(logits[i] - largest);
                sum += probabilities[i];
            }
            for (int i = from; i < from + classes; i++) {
                probabilities[i] /= sum;
            }
        }
        return probabilities;
    }
}
