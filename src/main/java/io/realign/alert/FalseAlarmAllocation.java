package io.realign.alert;

import io.realign.window.DyadicWindows;

/**
 * How the false alarms are shared among the tests that are made after every event. A test of share k may raise k times the
 * false alarms of one with share 1. As chance exceeds a normal score z about exp(-z^2 / 2) times as often as it exceeds 0,
 * its normal score counts as {@code sqrt(z^2 + 2 ln k)}, and one height is right for all.
 *
 * <p>Were all scores alike, the shortest windows would have nearly all false alarms, because they are new ones with every
 * other event, and the longest would have none. Shares that grow with the length give the longer ones some, and lasting
 * but faint changes are seen sooner. Typicality gets by with few, as what it sees it sees at once.
 */
final class FalseAlarmAllocation {
    /** From every level the same number of false alarms would be 1, from every look at one the same 0. */
    private static final double GROWTH = 0.75;

    private static final double TYPICALITY_SHARE = 1.0 / 8;

    /** A window that chance exceeds every sixth time is no alarm, however small the budget. */
    private static final double MIN_NORMAL_SCORE = 1;

    private FalseAlarmAllocation() {}

    /** Of the discrepancy of a level's windows. */
    static double discrepancyShare(int level) {
        return of(DyadicWindows.minLength(level));
    }

    /** Of the typicality of a level's windows. */
    static double typicalityShare(int level) {
        return TYPICALITY_SHARE * of(DyadicWindows.minLength(level));
    }

    /** Of the typicality of single events. */
    static double eventShare() {
        return TYPICALITY_SHARE * of(1);
    }

    /** What a normal score of a test with this share counts. */
    static double weightedScore(double normal, double share) {
        return normal <= 0 ? normal : Math.sqrt(Math.max(0, normal * normal + 2 * Math.log(share)));
    }

    /** The normal score of a test with this share that counts as {@code score}, above 0. */
    static double normalScore(double score, double share) {
        return Math.sqrt(Math.max(MIN_NORMAL_SCORE * MIN_NORMAL_SCORE, score * score - 2 * Math.log(share)));
    }

    private static double of(int length) {
        return Math.pow((double) length / DyadicWindows.MIN_LENGTH, GROWTH);
    }
}
