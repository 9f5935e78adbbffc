package io.realign.learning.nd4j;

final class Softmax {
    private Softmax() {}

    /** @param logits {@code [rows, classes]} */
    static double[] of(double[] logits, int classes) {
        double[] probabilities = new double[logits.length];
        for (int from = 0; from < logits.length; from += classes) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = from; i < from + classes; i++) {
                max = Math.max(max, logits[i]);
            }
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                probabilities[i] = Math.exp(logits[i] - max);
                sum += probabilities[i];
            }
            for (int i = from; i < from + classes; i++) {
                probabilities[i] /= sum;
            }
        }
        return probabilities;
    }
}
