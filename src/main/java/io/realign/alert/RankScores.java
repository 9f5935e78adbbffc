package io.realign.alert;

import java.util.Arrays;
import java.util.List;

/**
 * Converts the scalar of an event to the normal score of its rank among reference events, so that no event can appear less
 * likely than the number of reference events supports: {@code Phi^-1((below + ties / 2 + 1/2) / (N + 1))} (van der
 * Waerden).
 */
public final class RankScores {
    /** Rounding steps per unit of a score. */
    static final int GRID = 1 << 8;

    private final float[] sorted;

    /** Different values of the reference events in ascending order. */
    private final float[] values;

    /** Scores of {@link #values}. */
    private final float[] scores;

    /** Scores of values below each of {@link #values}, and at the end of values above all. */
    private final float[] scoresBelow;

    /** @param sorted scalars of the reference events in ascending order, at least one; shared, not copied */
    public RankScores(float[] sorted) {
        this.sorted = sorted;
        int different = 0;
        float[] distinct = new float[sorted.length];
        int[] starts = new int[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                starts[different] = i;
                distinct[different++] = sorted[i];
            }
        }
        starts[different] = sorted.length;
        this.values = Arrays.copyOf(distinct, different);
        this.scores = new float[different];
        this.scoresBelow = new float[different + 1];
        for (int i = 0; i <= different; i++) {
            scoresBelow[i] = score(starts[i], sorted.length);
            if (i < different) {
                scores[i] = score((starts[i] + starts[i + 1]) / 2.0, sorted.length);
            }
        }
    }

    private static float score(double rank, int count) {
        return (float) Math.rint(GRID * NormalDistribution.quantile((rank + 0.5) / (count + 1)));
    }

    static RankScores of(List<Float> values) {
        float[] sorted = new float[values.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values.get(i);
        }
        Arrays.sort(sorted);
        return new RankScores(sorted);
    }

    /** Returns the scalars of the reference events in ascending order. */
    public float[] sorted() {
        return sorted;
    }

    /** Returns the number of reference events. */
    int count() {
        return sorted.length;
    }

    /** Returns the standard deviation of the scalar in the reference. */
    double deviation() {
        double mean = 0;
        double squares = 0;
        for (float value : sorted) {
            mean += (double) value / sorted.length;
        }
        for (float value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / sorted.length);
    }

    /** Returns the normal score in units of 1/{@value #GRID}, an integer. */
    float score(float value) {
        // Without branches, which would be mispredicted half of the time.
        int low = 0;
        int left = values.length;
        while (left > 1) {
            int half = left >>> 1;
            low = values[low + half - 1] < value ? low + half : low;
            left -= half;
        }
        low = values[low] < value ? low + 1 : low;
        return low < values.length && values[low] == value ? scores[low] : scoresBelow[low];
    }

    /** Whether fewer than {@code count} reference events have the same or a smaller scalar. */
    boolean isAmongLowest(int count, float value) {
        return count <= sorted.length && value < sorted[count - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankScores ranks && Arrays.equals(sorted, ranks.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }
}
