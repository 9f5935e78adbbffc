package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.MmdStatistic;
import io.realign.window.Whitening;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Asks after every event, at every level, whether the newest events still look like a regime. Mutable; one writer.
 *
 * <p>A level is looked at only when it could be over a limit: its sum can have grown by no more than the lengths of the
 * rows that have come since it was last looked at, and its typicality have changed by no more than theirs. Nothing is
 * missed by this, and most looks are saved.
 */
public final class SequentialTest {
    /** Projections are rounded, so a length can grow by a trace more than the length of what is added, in its units. */
    private static final double ROUNDING = 16;

    private final long referenceFingerprint;
    private final DyadicWindows windows;

    /** What the length of each level's sum is at most. */
    private final double[] maxLengths;

    /** What its square can at least be without being an alarm. */
    private final double[] limits;

    /** By how much each level's typicality can at least change without being an alarm. */
    private final double[] typicalitySlack;

    /** Of the newest event. */
    private double typicality;

    /**
     * A test that has seen nothing.
     *
     * @param regime what events will be held against
     * @param time event time in milliseconds before which nothing is known
     */
    public SequentialTest(CalibratedReference regime, long time) {
        this(
                regime.fingerprint(),
                new DyadicWindows(regime.width(), regime.levels(), time),
                new double[regime.levels()],
                new double[regime.levels()],
                new double[regime.levels()],
                0);
    }

    private SequentialTest(
            long regime, DyadicWindows windows, double[] lengths, double[] limits, double[] slack, double typicality) {
        this.referenceFingerprint = regime;
        this.windows = windows;
        this.maxLengths = lengths;
        this.limits = limits;
        this.typicalitySlack = slack;
        this.typicality = typicality;
    }

    /** Whether it holds events against this regime; sums under another cannot be gone on from. */
    boolean usesReference(CalibratedReference other) {
        return referenceFingerprint == other.fingerprint();
    }

    /**
     * Takes in an event.
     *
     * @param row its row
     * @param time event time in milliseconds
     * @param regime what it is held against, the same from event to event
     * @return whether a window stands out
     */
    public boolean observe(float[] row, long time, CalibratedReference regime, Whitening whitening) {
        float[] centre = regime.reference().centre();
        windows.add(row, centre, time);
        double length = Math.sqrt(whitening.squaredDistance(row, centre)) + ROUNDING;
        typicality = whitening.typicality(row) - whitening.typicality(centre);
        double change = Math.abs(typicality);
        boolean over = regime.isOutlier(typicality);
        for (int level = 0; level < maxLengths.length; level++) {
            maxLengths[level] += length;
            limits[level] -= MmdStatistic.squaredNormPerTypicality() * change;
            typicalitySlack[level] -= change;
            boolean moved = windows.startMoved(level);
            if (typicalitySlack[level] <= 0 || moved) {
                over |= checkTypicality(level, regime, whitening);
            }
            if (maxLengths[level] * maxLengths[level] > limits[level] || moved) {
                over |= checkDiscrepancy(level, regime, whitening);
            }
        }
        return over;
    }

    /** The highest score of the newest event and of any window, over what is still chance; 0 before the first event. */
    public double score(CalibratedReference regime, Whitening whitening) {
        return windows.count() == 0 ? 0 : Math.max(regime.score(typicality), scoreOfWindows(regime, whitening));
    }

    private double scoreOfWindows(CalibratedReference regime, Whitening whitening) {
        double highest = 0;
        for (int level = 0; level < maxLengths.length; level++) {
            if (windows.length(level) > 0) {
                highest = Math.max(highest, regime.score(windows, level, whitening));
            }
        }
        return highest;
    }

    /**
     * What is known of the change that made a window stand out. Of all stretches up to the newest event whose beginning
     * is known, the one that stands out most begins where the change is likeliest.
     */
    public Suspicion suspicion(CalibratedReference regime, Whitening whitening) {
        double ofEvent = regime.score(typicality);
        double score = scoreOfWindows(regime, whitening);
        if (ofEvent > score) {
            return new Suspicion(ofEvent, 1, Instant.ofEpochMilli(windows.previousTime()));
        }
        DyadicWindows.WindowSum likeliest = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (DyadicWindows.WindowSum stretch : windows.windowSums()) {
            double normal = regime.normalScore(
                    whitening.squaredNorm(stretch.sum()), whitening.typicality(stretch.sum()), stretch.length());
            if (normal > highest) {
                highest = normal;
                likeliest = stretch;
            }
        }
        if (likeliest == null) {
            throw new IllegalStateException("there is no alarm before there is a window");
        }
        return new Suspicion(score, likeliest.length(), Instant.ofEpochMilli(likeliest.precedingTime()));
    }

    /** The windows that it looks at. */
    public DyadicWindows windows() {
        return windows;
    }

    /** Writes all there is. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(referenceFingerprint);
        windows.write(out);
        for (int level = 0; level < maxLengths.length; level++) {
            out.writeDouble(maxLengths[level]);
            out.writeDouble(limits[level]);
            out.writeDouble(typicalitySlack[level]);
        }
        out.writeDouble(typicality);
    }

    /** Reads what {@link #write} has written. */
    public static SequentialTest read(DataInput in) throws IOException {
        long regime = in.readLong();
        DyadicWindows windows = DyadicWindows.read(in);
        double[] lengths = new double[windows.levels()];
        double[] limits = new double[windows.levels()];
        double[] slack = new double[windows.levels()];
        for (int level = 0; level < lengths.length; level++) {
            lengths[level] = in.readDouble();
            limits[level] = in.readDouble();
            slack[level] = in.readDouble();
        }
        return new SequentialTest(regime, windows, lengths, limits, slack, in.readDouble());
    }

    private boolean checkTypicality(int level, CalibratedReference regime, Whitening whitening) {
        int length = windows.length(level);
        if (length == 0) {
            return false;
        }
        double sum = windows.typicality(level, whitening);
        double below = sum - regime.minTypicality(level, length);
        double above = regime.maxTypicality(level, length) - sum;
        typicalitySlack[level] = Math.min(below, above);
        return typicalitySlack[level] < 0;
    }

    private boolean checkDiscrepancy(int level, CalibratedReference regime, Whitening whitening) {
        int length = windows.length(level);
        if (length == 0) {
            return false;
        }
        double squared = windows.squaredNorm(level, whitening);
        maxLengths[level] = Math.sqrt(squared);
        limits[level] = regime.maxSquaredNorm(level, length, windows.typicality(level, whitening));
        return squared > limits[level];
    }
}
