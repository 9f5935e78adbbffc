package io.realign.adaptation.prior;

/**
 * Class shares of the greatest likelihood: answers are adjusted to the shares, shares are the mean of the answers, and so
 * on until they settle.
 *
 * @param source shares of the classes that the model was trained on; they sum to 1
 */
@SuppressWarnings("ArrayRecordComponent")
record LikelihoodPriorEstimator(double[] source) {
    private static final int MAX_ITERATIONS = 1000;
    private static final double TOLERANCE = 1e-9;

    PriorEstimate estimate(float[][] target) {
        double[] shares = source.clone();
        for (int round = 0; round < MAX_ITERATIONS; round++) {
            double[] sums = new double[source.length];
            int rows = addAdjusted(target, shares, sums);
            if (rows == 0) {
                return new PriorEstimate(source, "no target row has probabilities of the source's classes");
            }
            double change = 0;
            for (int k = 0; k < shares.length; k++) {
                change = Math.max(change, Math.abs(sums[k] / rows - shares[k]));
                shares[k] = sums[k] / rows;
            }
            if (change < TOLERANCE) {
                break;
            }
        }
        return new PriorEstimate(shares, "");
    }

    /** How many rows there are to be added. */
    private int addAdjusted(float[][] target, double[] shares, double[] sums) {
        double[] adjusted = new double[shares.length];
        int rows = 0;
        for (float[] row : target) {
            double sum = 0;
            for (int k = 0; k < adjusted.length; k++) {
                adjusted[k] = source[k] == 0 ? 0 : row[k] * shares[k] / source[k];
                sum += adjusted[k];
            }
            if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                for (int k = 0; k < adjusted.length; k++) {
                    sums[k] += adjusted[k] / sum;
                }
                rows++;
            }
        }
        return rows;
    }
}
