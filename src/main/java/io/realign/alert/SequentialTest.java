package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import io.realign.window.Whitening;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Tests after every event whether the windows of all levels (see {@link DyadicWindows}) match the reference. Not
 * thread-safe.
 *
 * <p>Evaluation is lazy but exact. Since the last evaluation of a level, the norm of its sum has grown by at most the
 * norms of the added rows, and the sums of its rank scores have changed by at most the scores of the added rows. A level
 * is evaluated only if it could exceed a threshold. Sums of single features are tested at fixed intervals.
 */
public final class SequentialTest {
    /** By rounding of the projections, the norm of a sum can grow by this much more than the norm of the added row. */
    private static final double ROUNDING = 16;

    private final long referenceFingerprint;
    private final DyadicWindows windows;
    private final RareEventHistory rareEvents;
    private final SuccessiveDifferences differences;

    /** Upper bound of the norm of each level's sum. */
    private final double[] maxNorms;

    /** Lower bound of the squared norm at which each level exceeds its threshold. */
    private final double[] squaredNormLimits;

    /** Lower bounds of the changes of the scores' sums at which each level exceeds its threshold. */
    private final double[] typicalitySlack;

    private final double[] dependenceSlack;

    /** Sums of the scores of the two newest events, and the scores of the newest. */
    private float typicalityPair;

    private float dependencePair;
    private float newestTypicality;
    private float newestDependence;

    /**
     * Creates a test without any events.
     *
     * @param time event time in milliseconds at which observation starts
     */
    public SequentialTest(CalibratedReference reference, long time) {
        this(
                reference.fingerprint(),
                new DyadicWindows(reference.width(), reference.levels(), time),
                new RareEventHistory(reference.thresholds().rareEvents().kinds().size()),
                new SuccessiveDifferences());
    }

    private SequentialTest(
            long referenceFingerprint,
            DyadicWindows windows,
            RareEventHistory rareEvents,
            SuccessiveDifferences differences) {
        this.referenceFingerprint = referenceFingerprint;
        this.windows = windows;
        this.rareEvents = rareEvents;
        this.differences = differences;
        this.maxNorms = new double[windows.levels()];
        this.squaredNormLimits = new double[windows.levels()];
        this.typicalitySlack = new double[windows.levels()];
        this.dependenceSlack = new double[windows.levels()];
    }

    /** Returns a test without any events for the following events of the same stream, whose autocorrelation it knows. */
    public SequentialTest restarted() {
        return new SequentialTest(
                referenceFingerprint,
                new DyadicWindows(windows.width(), windows.levels(), windows.newestTime()),
                new RareEventHistory(rareEvents.kinds()),
                differences.restarted());
    }

    /** Whether this test was created with the reference. It cannot continue with another reference. */
    boolean usesReference(CalibratedReference reference) {
        return referenceFingerprint == reference.fingerprint();
    }

    /**
     * Observes an event.
     *
     * @param raw raw features of the event
     * @param row row of the event; its rank scores are written
     * @param time event time in milliseconds
     * @param reference the same reference for all events
     * @param map the map that computed the row
     * @return whether a statistic exceeds its threshold, which is higher while the events are more correlated than those of
     *     the reference
     */
    public boolean observe(float[] raw, float[] row, long time, CalibratedReference reference, FeatureMap map) {
        Whitening whitening = map.whitening();
        float scalar = reference.score(row, map);
        float[] centre = reference.reference().centre();
        windows.add(row, centre, time);
        differences.observe(row, map, windows.count(), reference.thresholds().differenceRatio());
        boolean exceeded = rareEvents.observe(
                raw,
                reference.thresholds().rarestScore().ranks(),
                scalar,
                reference.thresholds().rareEvents());
        exceeded |= addScores(row, reference);
        double norm = Math.sqrt(whitening.squaredDistance(row, centre)) + ROUNDING;
        double change = Math.abs(whitening.typicality(row) - whitening.typicality(centre));
        for (int level = 0; level < maxNorms.length; level++) {
            maxNorms[level] += norm;
            squaredNormLimits[level] -= MmdStatistic.squaredNormPerTypicality() * change;
            typicalitySlack[level] -= Math.abs(newestTypicality);
            dependenceSlack[level] -= Math.abs(newestDependence);
            if (windows.length(level) == 0) {
                continue;
            }
            // The bounds hold only while the window grows.
            boolean startMoved = windows.startMoved(level);
            if (typicalitySlack[level] <= 0 || startMoved) {
                typicalitySlack[level] = slack(reference.typicality(), level);
                exceeded |= typicalitySlack[level] < 0;
            }
            if (reference.dependence().isPresent() && (dependenceSlack[level] <= 0 || startMoved)) {
                dependenceSlack[level] = slack(reference.dependence().get(), level);
                exceeded |= dependenceSlack[level] < 0;
            }
            if (maxNorms[level] * maxNorms[level] > squaredNormLimits[level] || startMoved) {
                exceeded |= checkDiscrepancy(level, reference, whitening);
            }
            if (reference.features().isDue(level, windows.count())
                    && reference.features().mayExceed(windows, level)) {
                exceeded |= reference.featureScore(windows, level, 1) > 1;
            }
        }
        return exceeded && (relativeTime(reference) == 1 || score(reference, whitening) > 1);
    }

    /** Returns the autocorrelation time of the events: events per independent event, at least that of the reference. */
    double autocorrelationTime(CalibratedReference reference) {
        // Random features forget faster than the features themselves, of which the larger time is the more careful one.
        double time = Math.max(reference.thresholds().autocorrelationTime(), reference.differenceTime());
        return time * relativeTime(reference);
    }

    private double relativeTime(CalibratedReference reference) {
        return differences.relativeTime(reference.differenceTime());
    }

    /**
     * Returns the highest drift score of all statistics of the current windows; above 1 if a threshold is exceeded, 0 before
     * the first event.
     */
    public double score(CalibratedReference reference, Whitening whitening) {
        double time = relativeTime(reference);
        double highest = pairScore(reference, time);
        for (int level = 0; level < maxNorms.length && windows.length(level) > 0; level++) {
            highest = Math.max(highest, reference.discrepancyScore(windows, level, whitening, time));
            highest = Math.max(highest, driftScore(reference.typicality(), level, time));
            if (reference.dependence().isPresent()) {
                highest = Math.max(highest, driftScore(reference.dependence().get(), level, time));
            }
            if (reference.features().isDue(level, windows.count())) {
                highest = Math.max(highest, reference.featureScore(windows, level, time));
            }
        }
        List<Recurrence> kinds = reference.thresholds().rareEvents().kinds();
        for (int kind = 0; kind < kinds.size(); kind++) {
            highest = Math.max(highest, rareEvents.score(kind, kinds.get(kind), time));
        }
        return highest;
    }

    /** Whether departures of a constant feature exceed their limit. */
    boolean departsFromConstant(CalibratedReference reference) {
        RareEventLimits limits = reference.thresholds().rareEvents();
        for (int kind = limits.firstConstant(); kind < limits.kinds().size(); kind++) {
            if (rareEvents.score(kind, limits.kinds().get(kind), 1) > 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a test that exceeds its threshold also exceeds a higher one. Departures of constant features do whatever
     * their score is, since no time order explains them.
     *
     * @param minScore drift score that the test has to exceed, at least 1
     */
    boolean exceeds(double minScore, CalibratedReference reference, Whitening whitening) {
        return minScore == 1 || departsFromConstant(reference) || score(reference, whitening) > minScore;
    }

    private double pairScore(CalibratedReference reference, double time) {
        if (windows.count() < ScoreDistributions.PAIR) {
            return 0;
        }
        double typicality = reference.typicality().driftScore(typicalityPair, 0, ScoreDistributions.PAIR, time);
        return reference
                .dependence()
                .map(test -> Math.max(typicality, test.driftScore(dependencePair, 0, ScoreDistributions.PAIR, time)))
                .orElse(typicality);
    }

    /**
     * Returns the drift score, the estimated onset and the witness after a threshold was exceeded. The onset is the start of
     * the window in which the exceeding statistic is most significant.
     */
    public Suspicion suspicion(CalibratedReference reference, FeatureMap map) {
        double time = relativeTime(reference);
        double score = score(reference, map.whitening());
        List<Recurrence> kinds = reference.thresholds().rareEvents().kinds();
        int kind = rareEvents.highestKind(kinds, time);
        if (kind >= 0 && rareEvents.score(kind, kinds.get(kind), time) == score) {
            int length = rareEvents.eventsSinceOnset(kind, kinds.get(kind));
            return new Suspicion(score, length, timeBefore(length), new Witness.RareEvent(kind));
        }
        if (pairScore(reference, time) == score) {
            boolean byTypicality =
                    reference.typicality().driftScore(typicalityPair, 0, ScoreDistributions.PAIR, time) == score;
            float sum = byTypicality ? typicalityPair : dependencePair;
            return new Suspicion(
                    score,
                    ScoreDistributions.PAIR,
                    timeBefore(ScoreDistributions.PAIR),
                    new Witness.Score(
                            !byTypicality,
                            (int) Math.signum(sum),
                            Math.abs(sum) / RankScores.GRID / ScoreDistributions.PAIR));
        }
        for (int level = 0; level < maxNorms.length && windows.length(level) > 0; level++) {
            if (reference.discrepancyScore(windows, level, map.whitening(), time) == score) {
                DyadicWindows.WindowSum window =
                        mostSignificant(each -> reference.discrepancyZScore(each, map.whitening()));
                return new Suspicion(score, window, Witness.Mean.of(window, map));
            }
            if (driftScore(reference.typicality(), level, time) == score) {
                return scoreSuspicion(score, reference.typicality(), false);
            }
            if (reference.dependence().isPresent()
                    && driftScore(reference.dependence().get(), level, time) == score) {
                return scoreSuspicion(score, reference.dependence().get(), true);
            }
            if (reference.features().isDue(level, windows.count())
                    && reference.featureScore(windows, level, time) == score) {
                FeatureSumTest test = reference.features();
                int feature = test.extreme(windows, level).feature();
                DyadicWindows.WindowSum window = mostSignificant(each -> Math.abs(test.standardised(each, feature)));
                double mean = test.mean(window, feature);
                return new Suspicion(
                        score, window, new Witness.Feature(feature, (int) Math.signum(mean), Math.abs(mean)));
            }
        }
        throw new IllegalStateException("expected a statistic that exceeds its threshold, got none");
    }

    private Suspicion scoreSuspicion(double score, ScoreSumTest test, boolean dependence) {
        DyadicWindows.WindowSum window = mostSignificant(test::significance);
        double mean = test.mean(window);
        return new Suspicion(score, window, new Witness.Score(dependence, (int) Math.signum(mean), Math.abs(mean)));
    }

    private DyadicWindows.WindowSum mostSignificant(ToDoubleFunction<DyadicWindows.WindowSum> significance) {
        return windows.windowSums().stream()
                .max(Comparator.comparingDouble(significance))
                .orElseThrow(() -> new IllegalStateException("expected a window that exceeds its threshold, got none"));
    }

    /** Returns an event time before the newest {@code length} events, as exact as it is stored. */
    private Instant timeBefore(int length) {
        long time = windows.previousTime();
        for (DyadicWindows.WindowSum window : windows.windowSums()) {
            time = window.precedingTime();
            if (window.length() >= length) {
                break;
            }
        }
        return Instant.ofEpochMilli(time);
    }

    public DyadicWindows windows() {
        return windows;
    }

    /** Writes the complete state. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(referenceFingerprint);
        windows.write(out);
        rareEvents.write(out);
        differences.write(out);
        for (int level = 0; level < maxNorms.length; level++) {
            out.writeDouble(maxNorms[level]);
            out.writeDouble(squaredNormLimits[level]);
            out.writeDouble(typicalitySlack[level]);
            out.writeDouble(dependenceSlack[level]);
        }
        out.writeFloat(typicalityPair);
        out.writeFloat(dependencePair);
        out.writeFloat(newestTypicality);
        out.writeFloat(newestDependence);
    }

    /** Reads a state written by {@link #write}. */
    public static SequentialTest read(DataInput in) throws IOException {
        SequentialTest test = new SequentialTest(
                in.readLong(), DyadicWindows.read(in), RareEventHistory.read(in), SuccessiveDifferences.read(in));
        for (int level = 0; level < test.maxNorms.length; level++) {
            test.maxNorms[level] = in.readDouble();
            test.squaredNormLimits[level] = in.readDouble();
            test.typicalitySlack[level] = in.readDouble();
            test.dependenceSlack[level] = in.readDouble();
        }
        test.typicalityPair = in.readFloat();
        test.dependencePair = in.readFloat();
        test.newestTypicality = in.readFloat();
        test.newestDependence = in.readFloat();
        return test;
    }

    /** Updates the sums of the two newest scores. Returns whether one exceeds its threshold. */
    private boolean addScores(float[] row, CalibratedReference reference) {
        float typicality = reference.typicality().score(row);
        typicalityPair = newestTypicality + typicality;
        newestTypicality = typicality;
        if (reference.dependence().isPresent()) {
            float dependence = reference.dependence().get().score(row);
            dependencePair = newestDependence + dependence;
            newestDependence = dependence;
        }
        boolean hasPair = windows.count() >= ScoreDistributions.PAIR;
        boolean exceeded = pairExceeds(reference.typicality(), typicalityPair);
        if (reference.dependence().isPresent()) {
            exceeded |= pairExceeds(reference.dependence().get(), dependencePair);
        }
        return hasPair && exceeded;
    }

    private static boolean pairExceeds(ScoreSumTest test, float sum) {
        return test.slack(sum, 0, ScoreDistributions.PAIR) < 0;
    }

    private double slack(ScoreSumTest test, int level) {
        return test.slack(test.sum(windows, level), level + 1, windows.length(level));
    }

    private double driftScore(ScoreSumTest test, int level, double time) {
        return test.driftScore(test.sum(windows, level), level + 1, windows.length(level), time);
    }

    private boolean checkDiscrepancy(int level, CalibratedReference reference, Whitening whitening) {
        double squared = windows.squaredNorm(level, whitening);
        maxNorms[level] = Math.sqrt(squared);
        squaredNormLimits[level] =
                reference.maxSquaredNorm(level, windows.length(level), windows.typicality(level, whitening));
        return squared > squaredNormLimits[level];
    }
}
