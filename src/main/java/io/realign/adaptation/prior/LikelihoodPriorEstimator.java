package io.realign.adaptation.prior;

/**
 * Computes maximum likelihood class shares by expectation maximisation: in each iteration, the predictions are adjusted
 * to the shares, and the new shares are the mean of the adjusted predictions.
 *
 * @param source class shares of the training set, with sum 1
 */
@SuppressWarnings("ArrayRecordComponent")
record LikelihoodPriorEstimator(double[] source) {
    private static final int MAX_ITERATIONS = 1000;
    private static final double TOLERANCE = 1e-9;

    PriorEstimate estimate(float[][] target) {
        double[] shares = source.clone();
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] sums = new double[source.length];
            int rows = addAdjusted(target, shares, sums);
            if (rows == 0) {
                return new PriorEstimate(source, "no target row has finite probabilities of the source classes");
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

    /** Adds the adjusted predictions of all usable rows to {@code sums} and returns the number of rows. */
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
