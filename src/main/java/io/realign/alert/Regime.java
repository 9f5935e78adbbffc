package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.Mmd;
import io.realign.window.Reference;
import io.realign.window.Whitening;

/**
 * A state that a domain can be in: what its events look like there, and how much difference from that is chance.
 *
 * <p>Heights and limits are worked out once, because every event is held against them.
 */
public final class Regime {
    private final Reference reference;
    private final Threshold threshold;
    private final double[] heights;
    private final double[] limits;
    private final double[] heightsOfTypicality;
    private final double[][] bounds;
    private final double heightOfEvent;
    private final double[] boundsOfEvent;
    private final long identity;

    public Regime(Reference reference, Threshold threshold) {
        this.reference = reference;
        this.threshold = threshold;
        this.limits = new double[threshold.levels().size()];
        this.heights = new double[limits.length];
        this.bounds = new double[limits.length][];
        this.heightsOfTypicality = new double[limits.length];
        for (int level = 0; level < limits.length; level++) {
            heights[level] = threshold.heightOfDiscrepancy(level);
            limits[level] = threshold.limit(level);
            heightsOfTypicality[level] = threshold.heightOfTypicality(level);
            bounds[level] = threshold.bounds(level);
        }
        this.heightOfEvent = threshold.heightOfEvent();
        this.boundsOfEvent = threshold.bounds();
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

    int levels() {
        return limits.length;
    }

    /** The same for equal regimes, and in practice for no others. */
    long identity() {
        return identity;
    }

    /** Whether its rows were made by this map; others cannot be compared with them. */
    boolean seenThrough(FeatureMap map) {
        return reference.sketch().map() == map.identity();
    }

    /** The highest squared norm of a window's sum that is still chance, for a window of this typicality. */
    double limit(int level, int length, double typicality) {
        return Mmd.squaredNorm(limits[level], typicality, length, reference.count());
    }

    /** The lowest typicality of a window's sum that is still chance. */
    double lowest(int level, int length) {
        return Mmd.sumOfTypicality(bounds[level][0], length, reference.count());
    }

    /** The highest typicality of a window's sum that is still chance. */
    double highest(int level, int length) {
        return Mmd.sumOfTypicality(bounds[level][1], length, reference.count());
    }

    /** Whether a single event of this typicality is more than chance. */
    boolean standsOut(double typicality) {
        double statistic = Mmd.typicality(typicality, 1, reference.count());
        return statistic < boundsOfEvent[0] || statistic > boundsOfEvent[1];
    }

    /** The score of a single event of this typicality; above 1 is an alarm. */
    double score(double typicality) {
        return Math.abs(threshold.event().score(Mmd.typicality(typicality, 1, reference.count()))) / heightOfEvent;
    }

    /** The score of a level's window at present; above 1 is an alarm. */
    double score(DyadicWindows windows, int level, Whitening whitening) {
        int length = windows.length(level);
        double typicality = windows.typicality(level, whitening);
        double discrepancy =
                Mmd.discrepancy(windows.squaredNorm(level, whitening), typicality, length, reference.count());
        Laws laws = threshold.levels().get(level);
        return Math.max(
                laws.discrepancy().score(discrepancy) / heights[level],
                Math.abs(laws.typicality().score(Mmd.typicality(typicality, length, reference.count())))
                        / heightsOfTypicality[level]);
    }

    /** How far {@code length} events are away, as the higher normal score of discrepancy and typicality. */
    double normal(double squaredNorm, double typicality, long length) {
        return normal(squaredNorm, typicality, length, 1);
    }

    /**
     * The same of events that depend on each other.
     *
     * @param excess how many times as many as in the reference are worth an independent one, from 1
     */
    double normal(double squaredNorm, double typicality, long length, double excess) {
        return threshold
                .laws((int) Math.min(length, Integer.MAX_VALUE))
                .score(
                        Mmd.discrepancy(squaredNorm, typicality, length, reference.count()) / excess,
                        Mmd.typicality(typicality, length, reference.count()) / Math.sqrt(excess));
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
