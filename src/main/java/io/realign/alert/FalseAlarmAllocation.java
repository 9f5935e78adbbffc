package io.realign.alert;

import io.realign.window.DyadicWindows;

/**
 * Allocates the false alarm rate to the tests that run after every event. A test with share k (which may exceed 1)
 * may raise k times the false alarms of a test with share 1. A z-score of z is exceeded about exp(-z^2 / 2) times as often as
 * a z-score of 0. If t is the threshold with share 1, a test with share k therefore needs the threshold
 * {@code sqrt(t^2 - 2 ln k)}. Equivalently, the weighted score {@code sqrt(z^2 + 2 ln k)} has the threshold t for all tests.
 *
 * <p>With equal shares nearly all false alarms would come from the shortest windows, which contain entirely new
 * events after a few events. With shares that grow with the window length, small persistent changes are detected sooner.
 */
final class FalseAlarmAllocation {
    /**
     * Exponent of the window length in the share. With 1 every level raises about the same number of false alarms; with 0
     * every test raises a false alarm with the same probability, so the short levels raise nearly all.
     */
    private static final double GROWTH = 0.75;

    /** Share of all sums of rank scores, which respond immediately. */
    private static final double SCORE_SHARE = 1.0 / 8;

    /** Share of the sums of single features, which are tested less often. */
    private static final double FEATURE_SHARE = 0.3;

    /** Lower bound of all thresholds. Without drift it is exceeded with probability 1/6. */
    private static final double MIN_Z_SCORE = 1;

    private FalseAlarmAllocation() {}

    /** Returns the share of the discrepancy of a window. */
    static double discrepancyShare(int length) {
        return Math.pow((double) length / DyadicWindows.MIN_LENGTH, GROWTH);
    }

    /**
     * Returns the share of the rank scores of a window.
     *
     * @param scores number of different rank scores, 1 or 2
     */
    static double scoreShare(int length, int scores) {
        return SCORE_SHARE / scores * discrepancyShare(length);
    }

    /** Returns the share of the sums of single features over a window. */
    static double featureShare(int length) {
        return FEATURE_SHARE * discrepancyShare(length);
    }

    /** Weights a z-score of a test with this share. */
    static double weightedScore(double zScore, double share) {
        return zScore <= 0 ? zScore : Math.sqrt(Math.max(0, zScore * zScore + 2 * Math.log(share)));
    }

    /**
     * Returns the z-score of a test with this share that has the given weighted score; inverts {@link #weightedScore}.
     */
    static double zScore(double weightedScore, double share) {
        return Math.sqrt(Math.max(MIN_Z_SCORE * MIN_Z_SCORE, weightedScore * weightedScore - 2 * Math.log(share)));
    }
}
