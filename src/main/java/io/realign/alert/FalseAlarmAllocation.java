package io.realign.alert;

import io.realign.window.DyadicWindows;

/**
 * Allocation of the false alarm rate to the tests that run after every event. A test of share k may raise k times the
 * false alarms of a test of share 1. A normal score z is exceeded about exp(-z^2 / 2) times as often as 0, so the score
 * is weighted as {@code sqrt(z^2 + 2 ln k)}, and all tests have one threshold.
 *
 * <p>With equal weights nearly all false alarms would come from the shortest windows, which are new with every few
 * events. Shares that grow with the window length detect small persistent changes sooner. Typicality needs a small
 * share, since it responds at once.
 */
final class FalseAlarmAllocation {
    /**
     * Exponent of the share by window length: 1 gives every level, 0 every single test the same number of false alarms.
     */
    private static final double GROWTH = 0.75;

    private static final double TYPICALITY_SHARE = 1.0 / 8;

    /** Lower bound of all thresholds; without drift it is exceeded with probability 1/6. */
    private static final double MIN_NORMAL_SCORE = 1;

    private FalseAlarmAllocation() {}

    /** Returns the share of the discrepancy of a level. */
    static double discrepancyShare(int level) {
        return of(DyadicWindows.minLength(level));
    }

    /** Returns the share of the typicality of a level. */
    static double typicalityShare(int level) {
        return TYPICALITY_SHARE * of(DyadicWindows.minLength(level));
    }

    /** Returns the share of the typicality of single events. */
    static double eventShare() {
        return TYPICALITY_SHARE * of(1);
    }

    /** Weights a normal score of a test with this share. */
    static double weightedScore(double normal, double share) {
        return normal <= 0 ? normal : Math.sqrt(Math.max(0, normal * normal + 2 * Math.log(share)));
    }

    /** Returns the normal score of a test with this share whose weighted score is {@code score}, above 0. */
    static double normalScore(double score, double share) {
        return Math.sqrt(Math.max(MIN_NORMAL_SCORE * MIN_NORMAL_SCORE, score * score - 2 * Math.log(share)));
    }

    private static double of(int length) {
        return Math.pow((double) length / DyadicWindows.MIN_LENGTH, GROWTH);
    }
}
