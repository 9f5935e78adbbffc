package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.MmdStatistic;
import io.realign.window.Whitening;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Tests after every event at every level whether the newest events still match the reference. Mutable; one writer.
 *
 * <p>Evaluation is lazy but exact. Since the last evaluation of a level its sum can have grown by at most the lengths
 * of the rows added, and its typicality by at most theirs, so a level is evaluated only when it could exceed a
 * threshold.
 */
public final class SequentialTest {
    /** Slack for rounded projections, by which a length can grow more than the length of the added row. */
    private static final double ROUNDING = 16;

    private final long referenceFingerprint;
    private final DyadicWindows windows;

    /** Upper bound of the length of each level's sum. */
    private final double[] maxLengths;

    /** Lower bound of the squared length at which each level exceeds its threshold. */
    private final double[] limits;

    /** Lower bound of the change of typicality at which each level exceeds its threshold. */
    private final double[] typicalitySlack;

    /** Typicality of the newest event. */
    private double typicality;

    /**
     * Creates a test without any events.
     *
     * @param time event time in milliseconds at which observation starts
     */
    public SequentialTest(CalibratedReference reference, long time) {
        this(
                reference.fingerprint(),
                new DyadicWindows(reference.width(), reference.levels(), time),
                new double[reference.levels()],
                new double[reference.levels()],
                new double[reference.levels()],
                0);
    }

    private SequentialTest(
            long referenceFingerprint,
            DyadicWindows windows,
            double[] maxLengths,
            double[] limits,
            double[] typicalitySlack,
            double typicality) {
        this.referenceFingerprint = referenceFingerprint;
        this.windows = windows;
        this.maxLengths = maxLengths;
        this.limits = limits;
        this.typicalitySlack = typicalitySlack;
        this.typicality = typicality;
    }

    /** Whether the sums belong to this reference; those of another reference cannot be continued. */
    boolean usesReference(CalibratedReference other) {
        return referenceFingerprint == other.fingerprint();
    }

    /**
     * Observes an event.
     *
     * @param row row of the event
     * @param time event time in milliseconds
     * @param reference the same reference for all events
     * @return whether any statistic exceeds its threshold
     */
    public boolean observe(float[] row, long time, CalibratedReference reference, Whitening whitening) {
        float[] centre = reference.reference().centre();
        windows.add(row, centre, time);
        double length = Math.sqrt(whitening.squaredDistance(row, centre)) + ROUNDING;
        typicality = whitening.typicality(row) - whitening.typicality(centre);
        double change = Math.abs(typicality);
        boolean exceeded = reference.isOutlier(typicality);
        for (int level = 0; level < maxLengths.length; level++) {
            maxLengths[level] += length;
            limits[level] -= MmdStatistic.squaredNormPerTypicality() * change;
            typicalitySlack[level] -= change;
            boolean moved = windows.startMoved(level);
            if (typicalitySlack[level] <= 0 || moved) {
                exceeded |= checkTypicality(level, reference, whitening);
            }
            if (maxLengths[level] * maxLengths[level] > limits[level] || moved) {
                exceeded |= checkDiscrepancy(level, reference, whitening);
            }
        }
        return exceeded;
    }

    /**
     * Returns the highest score of the newest event and of all windows, above 1 if exceeded; 0 before the first event.
     */
    public double score(CalibratedReference reference, Whitening whitening) {
        return windows.count() == 0 ? 0 : Math.max(reference.score(typicality), scoreOfWindows(reference, whitening));
    }

    private double scoreOfWindows(CalibratedReference reference, Whitening whitening) {
        double highest = 0;
        for (int level = 0; level < maxLengths.length; level++) {
            if (windows.length(level) > 0) {
                highest = Math.max(highest, reference.score(windows, level, whitening));
            }
        }
        return highest;
    }

    /**
     * Estimates score and onset after an exceedance. The window with the highest normal score is assumed to start at
     * the change.
     */
    public Suspicion suspicion(CalibratedReference reference, Whitening whitening) {
        double eventScore = reference.score(typicality);
        double score = scoreOfWindows(reference, whitening);
        if (eventScore > score) {
            return new Suspicion(eventScore, 1, Instant.ofEpochMilli(windows.previousTime()));
        }
        DyadicWindows.WindowSum best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (DyadicWindows.WindowSum window : windows.windowSums()) {
            double normal = reference.normalScore(
                    whitening.squaredNorm(window.sum()), whitening.typicality(window.sum()), window.length());
            if (normal > highest) {
                highest = normal;
                best = window;
            }
        }
        if (best == null) {
            throw new IllegalStateException("expected a window that exceeds its threshold, got none");
        }
        return new Suspicion(score, best.length(), Instant.ofEpochMilli(best.precedingTime()));
    }

    public DyadicWindows windows() {
        return windows;
    }

    /** Writes the complete state. */
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

    /** Reads a state written by {@link #write}. */
    public static SequentialTest read(DataInput in) throws IOException {
        long fingerprint = in.readLong();
        DyadicWindows windows = DyadicWindows.read(in);
        double[] lengths = new double[windows.levels()];
        double[] limits = new double[windows.levels()];
        double[] slack = new double[windows.levels()];
        for (int level = 0; level < lengths.length; level++) {
            lengths[level] = in.readDouble();
            limits[level] = in.readDouble();
            slack[level] = in.readDouble();
        }
        return new SequentialTest(fingerprint, windows, lengths, limits, slack, in.readDouble());
    }

    private boolean checkTypicality(int level, CalibratedReference reference, Whitening whitening) {
        int length = windows.length(level);
        if (length == 0) {
            return false;
        }
        double sum = windows.typicality(level, whitening);
        double aboveMin = sum - reference.minTypicality(level, length);
        double belowMax = reference.maxTypicality(level, length) - sum;
        typicalitySlack[level] = Math.min(aboveMin, belowMax);
        return typicalitySlack[level] < 0;
    }

    private boolean checkDiscrepancy(int level, CalibratedReference reference, Whitening whitening) {
        int length = windows.length(level);
        if (length == 0) {
            return false;
        }
        double squared = windows.squaredNorm(level, whitening);
        maxLengths[level] = Math.sqrt(squared);
        limits[level] = reference.maxSquaredNorm(level, length, windows.typicality(level, whitening));
        return squared > limits[level];
    }
}
