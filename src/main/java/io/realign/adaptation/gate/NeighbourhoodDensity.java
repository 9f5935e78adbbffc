package io.realign.adaptation.gate;

/**
 * Soft neighbourhood density (Saito et al., Tune It the Right Way: Unsupervised Validation of Domain Adaptation via
 * Soft Neighborhood Density, 2021, section 3.2). It decreases if a model splits a class of the target.
 */
public final class NeighbourhoodDensity {
    /** Maximum number of rows, since the cost is quadratic. A larger set is sampled at equal intervals. */
    public static final int MAX_ROWS = 1000;

    /** Value in the paper. */
    private static final double TEMPERATURE = .05;

    private NeighbourhoodDensity() {}

    /**
     * Returns the mean entropy of all rows. The entropy of a row is that of the softmax, at temperature 0.05, of its
     * cosine similarities to the other rows. Higher is better. Only values for the same rows are comparable.
     *
     * @param rows class probabilities or embeddings of target rows; the similarity to a row of zeros is 0
     * @return in nats, 0 to the logarithm of the number of other rows; NaN for fewer than two rows or non-finite values
     */
    public static double of(float[][] rows) {
        int count = Math.min(MAX_ROWS, rows.length);
        double[][] directions = new double[count][];
        for (int i = 0; i < count; i++) {
            directions[i] = direction(rows[(int) ((long) i * rows.length / count)]);
        }
        double sum = 0;
        double[] similarities = new double[Math.max(0, count - 1)];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                if (j != i) {
                    similarities[j < i ? j : j - 1] = dot(directions[i], directions[j]) / TEMPERATURE;
                }
            }
            sum += entropyOfSoftmax(similarities);
        }
        return count < 2 ? Double.NaN : sum / count;
    }

    private static double[] direction(float[] row) {
        double squared = 0;
        for (float value : row) {
            squared += (double) value * value;
        }
        double length = Math.sqrt(squared);
        double[] direction = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            direction[k] = length == 0 ? 0 : row[k] / length;
        }
        return direction;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** {@code ln sum(exp(s)) - sum(p s)}. A cosine is at most 1, so no exponential overflows. */
    private static double entropyOfSoftmax(double[] similarities) {
        double sumOfExponentials = 0;
        double weightedSimilarities = 0;
        for (double similarity : similarities) {
            double exponential = Math.exp(similarity);
            sumOfExponentials += exponential;
            weightedSimilarities += exponential * similarity;
        }
        return sumOfExponentials == 0
                ? 0
                : Math.max(0, Math.log(sumOfExponentials) - weightedSimilarities / sumOfExponentials);
    }
}
