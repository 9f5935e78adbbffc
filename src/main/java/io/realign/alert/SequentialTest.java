package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.MmdStatistic;
import io.realign.window.Whitening;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Tests after every event whether the windows of all levels (see {@link DyadicWindows}) match the reference. Not
 * thread-safe.
 *
 * <p>Evaluation is lazy but exact. Since the last evaluation of a level, the norm of its sum has grown by at most the
 * norms of the added rows, and its typicality has changed by at most the typicalities of the added rows. A level is
 * evaluated only if it could exceed a threshold.
 */
public final class SequentialTest {
    /** By rounding of the projections, the norm of a sum can grow by this much more than the norm of the added row. */
    private static final double ROUNDING = 16;

    private final long referenceFingerprint;
    private final DyadicWindows windows;

    /** Upper bound of the norm of each level's sum. */
    private final double[] maxNorms;

    /** Lower bound of the squared norm at which each level exceeds its threshold. */
    private final double[] squaredNormLimits;

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
        this(reference.fingerprint(), new DyadicWindows(reference.width(), reference.levels(), time));
    }

    private SequentialTest(long referenceFingerprint, DyadicWindows windows) {
        this.referenceFingerprint = referenceFingerprint;
        this.windows = windows;
        this.maxNorms = new double[windows.levels()];
        this.squaredNormLimits = new double[windows.levels()];
        this.typicalitySlack = new double[windows.levels()];
    }

    /** Whether this test was created with the reference. It cannot continue with another reference. */
    boolean usesReference(CalibratedReference reference) {
        return referenceFingerprint == reference.fingerprint();
    }

    /**
     * Observes an event.
     *
     * @param row row of the event
     * @param time event time in milliseconds
     * @param reference the same reference for all events
     * @return whether a statistic exceeds its threshold
     */
    public boolean observe(float[] row, long time, CalibratedReference reference, Whitening whitening) {
        float[] centre = reference.reference().centre();
        windows.add(row, centre, time);
        double norm = Math.sqrt(whitening.squaredDistance(row, centre)) + ROUNDING;
        typicality = whitening.typicality(row) - whitening.typicality(centre);
        double change = Math.abs(typicality);
        boolean exceeded = reference.isOutlier(typicality);
        for (int level = 0; level < maxNorms.length; level++) {
            maxNorms[level] += norm;
            squaredNormLimits[level] -= MmdStatistic.squaredNormPerTypicality() * change;
            typicalitySlack[level] -= change;
            // The bounds hold only while the window grows.
            boolean startMoved = windows.startMoved(level);
            if (typicalitySlack[level] <= 0 || startMoved) {
                exceeded |= checkTypicality(level, reference, whitening);
            }
            if (maxNorms[level] * maxNorms[level] > squaredNormLimits[level] || startMoved) {
                exceeded |= checkDiscrepancy(level, reference, whitening);
            }
        }
        return exceeded;
    }

    /**
     * Returns the highest drift score of the newest event and of all windows; above 1 if a threshold is exceeded, 0
     * before the first event.
     */
    public double score(CalibratedReference reference, Whitening whitening) {
        return windows.count() == 0 ? 0 : Math.max(reference.score(typicality), scoreOfWindows(reference, whitening));
    }

    private double scoreOfWindows(CalibratedReference reference, Whitening whitening) {
        double highest = 0;
        for (int level = 0; level < maxNorms.length; level++) {
            if (windows.length(level) > 0) {
                highest = Math.max(highest, reference.score(windows, level, whitening));
            }
        }
        return highest;
    }

    /**
     * Returns the drift score and the estimated onset after a threshold was exceeded. The onset is the start of the
     * window with the highest z-score.
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
            double zScore = reference.zScore(
                    whitening.squaredNorm(window.sum()), whitening.typicality(window.sum()), window.length(), 1);
            if (zScore > highest) {
                highest = zScore;
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
        for (int level = 0; level < maxNorms.length; level++) {
            out.writeDouble(maxNorms[level]);
            out.writeDouble(squaredNormLimits[level]);
            out.writeDouble(typicalitySlack[level]);
        }
        out.writeDouble(typicality);
    }

    /** Reads a state written by {@link #write}. */
    public static SequentialTest read(DataInput in) throws IOException {
        SequentialTest test = new SequentialTest(in.readLong(), DyadicWindows.read(in));
        for (int level = 0; level < test.maxNorms.length; level++) {
            test.maxNorms[level] = in.readDouble();
            test.squaredNormLimits[level] = in.readDouble();
            test.typicalitySlack[level] = in.readDouble();
        }
        test.typicality = in.readDouble();
        return test;
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
        maxNorms[level] = Math.sqrt(squared);
        squaredNormLimits[level] = reference.maxSquaredNorm(level, length, windows.typicality(level, whitening));
        return squared > squaredNormLimits[level];
    }
}
