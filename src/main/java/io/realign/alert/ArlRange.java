package io.realign.alert;

/**
 * Range in which the average run length of a reference lies with a probability of 90 %. The thresholds are estimated from a
 * finite number of reference events, so references of the same size differ in their average run length.
 *
 * @param min lower limit in events
 * @param max upper limit in events
 */
record ArlRange(double min, double max) {
    /** Standard deviation of the logarithm of the average run length for an infinite reference. */
    private static final double LOG_DEVIATION = 0.17;

    /** Average run length per reference event at which the finite reference doubles the variance of the logarithm. */
    private static final double DOUBLING_ARL_PER_EVENT = 1.1;

    /** Quantile of the standard normal distribution of which 90 % of the values lie between its negative and itself. */
    private static final double QUANTILE = 1.645;

    /**
     * Returns the range of a reference.
     *
     * @param arl average run length that the reference is calibrated to
     * @param events number of independent reference events, at least 1
     */
    static ArlRange of(double arl, double events) {
        double deviation = LOG_DEVIATION * Math.sqrt(1 + arl / events / DOUBLING_ARL_PER_EVENT);
        double factor = Math.exp(QUANTILE * deviation);
        return new ArlRange(arl / factor, arl * factor);
    }
}
