package io.realign.alert;

import java.util.List;

/**
 * Ranks of a scalar of the events, and null distributions of the sums of its rank scores.
 *
 * @param ranks scalars of the reference events
 * @param sums null distribution of the scaled sum over the two newest events, and over the window of each level
 */
public record ScoreDistributions(RankScores ranks, List<NullDistribution> sums) {
    /** Length of the shortest window. */
    static final int PAIR = 2;

    public ScoreDistributions {
        sums = List.copyOf(sums);
    }

    /** Returns the minimum length of a window: {@value #PAIR}, then those of the levels. */
    static int minLength(int index) {
        return PAIR << index;
    }

    /** Scales a sum of rank scores so that its null distribution hardly depends on the length. */
    static double scaled(double sum, int length, long ranked) {
        return sum / RankScores.GRID * FeatureSums.scale(length, ranked);
    }
}
