package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.Mmd;
import io.realign.window.Reference;
import io.realign.window.Whitening;

/**
 * A state that a domain can be in: what its events look like there, and how much difference from that is chance.
 *
 * <p>The limits are worked out once, because every event is held against them.
 */
public final class Regime {
    private final Reference reference;
    private final Threshold threshold;
    private final double[] limits;
    private final long identity;

    public Regime(Reference reference, Threshold threshold) {
        this.reference = reference;
        this.threshold = threshold;
        this.limits = new double[threshold.levels()];
        for (int level = 0; level < limits.length; level++) {
            limits[level] = threshold.limit(level);
        }
        this.identity = 31 * (31 * reference.sketch().map() + reference.hashCode())
                + reference.sketch().hashCode();
    }

    public Reference reference() {
        return reference;
    }

    public Threshold threshold() {
        return threshold;
    }

    /** Values in a row. */
    int width() {
        return reference.sketch().sums().length;
    }

    /** The same for equal regimes, and in practice for no others. */
    long identity() {
        return identity;
    }

    /** Whether its rows were made by this map; others cannot be compared with them. */
    boolean seenThrough(FeatureMap map) {
        return reference.sketch().map() == map.identity();
    }

    /** The highest squared norm of a window's sum that is still chance. */
    double limit(int level, int length) {
        return limits[level] / Mmd.perSquaredNorm(length, reference.count());
    }

    /** The score of a level's window at present; above 1 is an alarm. */
    double score(DyadicWindows windows, int level, Whitening whitening) {
        return threshold.score(level, statistic(windows.squaredNorm(level, whitening), windows.length(level)));
    }

    /** The test statistic of a sum of {@code length} centred rows with this squared norm. */
    double statistic(double squaredNorm, long length) {
        return squaredNorm * Mmd.perSquaredNorm(length, reference.count());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Regime regime
                && reference.equals(regime.reference)
                && threshold.equals(regime.threshold);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return "Regime[" + reference + "]";
    }
}
