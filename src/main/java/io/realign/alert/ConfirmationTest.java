package io.realign.alert;

import io.realign.window.FeatureMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Confirms or dismisses a suspicion by betting on the events that follow it. Each bet multiplies its wealth by a factor
 * whose mean is at most 1 without drift, so the wealth exceeds 1/alpha with a probability of at most alpha, whenever the
 * test is stopped (Shafer and Vovk 2019). The bets are on the witness of the suspicion, on the difference between the mean
 * of the earlier fresh events and that of the reference, on events of low rank, and on the rank scores. Not thread-safe.
 *
 * <p>The mean of a bounded witness is not exactly 0 without drift, since the mean of the reference has an error. The
 * allowance for it is a multiple of its standard error, and the part of the window's mean that is due to it. The prices of
 * rare events allow for the error of their rates in the same way.
 */
public final class ConfirmationTest {
    enum Outcome {
        UNDECIDED,
        CONFIRMED,
        DISMISSED
    }

    /** Maximum fraction of the suspicions without drift that are confirmed. */
    public static final double MAX_FALSE_CONFIRMATIONS = 0.02;

    /** Wealth that confirms a suspicion: the inverse of the level .01. */
    private static final double CONFIRMED_WEALTH = 100;

    /** Wealth of the later half of the events that confirms it; a burst that has ended does not reach it. */
    private static final double CONFIRMED_LATER_WEALTH = 10;

    private static final double DISMISSED_WEALTH = 0.1;

    /** Bound of the wealth of a bet, which keeps it finite. */
    private static final double MAX_WEALTH = 1e6;

    /** A suspicion is dismissed after this number of windows, if the bets have not gained by then. */
    private static final int MAX_WINDOWS = 4;

    /** A suspicion whose bets have gained is dismissed after this number of windows. */
    private static final int MAX_GAINING_WINDOWS = 24;

    /** Events per reference event after which the bets test the error of the reference rather than a change. */
    private static final int EVENTS_PER_REFERENCE_EVENT = 3;

    private static final double[] STAKES = {0.05, 0.1, 0.2, 0.3};
    private static final double[] RARE_EVENT_ODDS = {1, 2, 4, 10};
    private static final double[] RANK_ODDS = {2, 4, 10};
    private static final double[] SCORE_STAKES = {0.1, 0.25};
    private static final double MAX_MAGNITUDE = 3;

    /** Upper bound of a witness, which is higher so that a few events far from the reference count. */
    private static final double MAX_WITNESS = 12;

    /** Length of a block of dependent events as a multiple of the autocorrelation time. */
    private static final int BLOCK_LENGTH = 3;

    /** Growth of the autocorrelation time that makes earlier bets void. */
    private static final double VOIDING_RATIO = 1.5;

    /** Allowance for the error of the mean of the reference, in standard errors. */
    private static final double MEAN_ERROR = 0.75;

    /** Allowance for the error of the mean of the scores, in standard errors. */
    private static final double SCORE_ERROR = 1.5;

    /** Allowance for the error of the rate of low ranks, in standard errors. */
    private static final double RANK_ERROR = 1.5;

    /** Allowance for the error of the rate of the rare event of the suspicion, in standard errors. */
    private static final double RARE_EVENT_ERROR = 1;

    /** The stake at the odds of a rare event is at most half of the wealth. */
    private static final double MAX_LOSS = 0.5;

    private static final double MAX_PRICE = 0.9;

    private static final int FIRST_FRESH_BET = STAKES.length;
    private static final int FIRST_RANK_BET = 2 * STAKES.length;
    private static final int FIRST_SCORE_BET = FIRST_RANK_BET + RANK_ODDS.length;
    private static final int BETS = FIRST_SCORE_BET + 4 * SCORE_STAKES.length;

    private final Witness witness;
    private final int suspicionLength;

    /** Events since the suspicion. */
    private long events;

    /** The window of the suspicion, if its mean is the witness. */
    private final MeanDifference windowDifference;

    /** The events since the suspicion. */
    private final MeanDifference freshDifference;

    /** Wealth of each bet: over all events, over at least the later half, and over the newest events. */
    private final double[] wealth = ones();

    private final double[] laterWealth = ones();
    private final double[] newestWealth = ones();

    /** Sums over the current block of dependent events, which are bet on as one. */
    private double witnessBlock;

    private double freshBlock;
    private int blockLength;

    /** Highest autocorrelation time so far. */
    private double maxTime = Double.MAX_VALUE;

    /** Number of events until the bets were last not ahead, and the event time in milliseconds of the last of them. */
    private long eventsBeforeGain;

    private long timeBeforeGain;

    /** Number of bets on rank scores; those on the dependence are the last. */
    private int scoreBets = 2 * SCORE_STAKES.length;

    /** @param features number of values of a row that form the mean: random features and their projections */
    ConfirmationTest(Suspicion suspicion, int features) {
        this(
                suspicion.witness(),
                suspicion.eventsSinceOnset(),
                suspicion.witness() instanceof Witness.Mean mean
                        ? new MeanDifference(mean.sum(), suspicion.eventsSinceOnset())
                        : new MeanDifference(new float[0], 0),
                new MeanDifference(new float[features], 0));
    }

    private ConfirmationTest(
            Witness witness, int suspicionLength, MeanDifference windowDifference, MeanDifference freshDifference) {
        this.witness = witness;
        this.suspicionLength = suspicionLength;
        this.windowDifference = windowDifference;
        this.freshDifference = freshDifference;
    }

    private static double[] ones() {
        double[] ones = new double[BETS];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Observes an event after the suspicion.
     *
     * @param raw raw features
     * @param row row with rank scores
     * @param time event time in milliseconds
     * @param window number of events that the suspicion needs at least
     * @param autocorrelationTime events per independent event, 1 or more
     */
    Outcome observe(
            float[] raw,
            float[] row,
            long time,
            CalibratedReference reference,
            FeatureMap map,
            int window,
            double autocorrelationTime) {
        events++;
        if (autocorrelationTime > VOIDING_RATIO * maxTime) {
            voidBets();
        }
        maxTime = events == 1 ? autocorrelationTime : Math.max(maxTime, autocorrelationTime);
        float[] centred = reference.reference().centred(row);
        double value = witnessValue(row, centred, reference, map);
        double fresh = freshDifference.observe(
                centred, map.whitening(), reference.reference().count());
        if (events > window / 4) {
            bet(raw, row, value, fresh, reference, map, autocorrelationTime);
        }
        if (events <= window / 4 || combined(wealth) <= 1) {
            eventsBeforeGain = events;
            timeBeforeGain = time;
        }
        freshDifference.add(centred);
        if (isHalf(window)) {
            System.arraycopy(newestWealth, 0, laterWealth, 0, BETS);
            Arrays.fill(newestWealth, 1);
        }
        return events < window
                ? Outcome.UNDECIDED
                : outcome(window, reference.reference().count());
    }

    /** Starts over, since the bets were too high for events as correlated as these turn out to be. */
    private void voidBets() {
        Arrays.fill(wealth, 1);
        Arrays.fill(laterWealth, 1);
        Arrays.fill(newestWealth, 1);
        witnessBlock = 0;
        freshBlock = 0;
        blockLength = 0;
    }

    /** Whether the number of events is half the window times a power of two. */
    private boolean isHalf(int window) {
        long halves = 2 * events / window;
        return 2 * events % window == 0 && Long.bitCount(halves) == 1;
    }

    private Outcome outcome(int window, long referenceCount) {
        double total = combined(wealth);
        boolean hasLastingGain = events - eventsBeforeGain >= window - window / 4;
        if (hasLastingGain && total >= CONFIRMED_WEALTH && combined(laterWealth) >= CONFIRMED_LATER_WEALTH) {
            return Outcome.CONFIRMED;
        }
        double highest = Arrays.stream(wealth, 0, FIRST_FRESH_BET).max().orElseThrow();
        boolean hopeless = Math.max(highest, total) < DISMISSED_WEALTH;
        return hopeless || events >= maxEvents(window, total > 1, referenceCount)
                ? Outcome.DISMISSED
                : Outcome.UNDECIDED;
    }

    /**
     * Returns the event time since when the bets are ahead, if the suspicion itself was a false one: they were not ahead
     * after the first window. Otherwise empty.
     */
    Optional<Instant> laterOnset(int window) {
        return eventsBeforeGain > window ? Optional.of(Instant.ofEpochMilli(timeBeforeGain)) : Optional.empty();
    }

    private long maxEvents(int window, boolean gaining, long referenceCount) {
        long always = MAX_WINDOWS * (long) Math.max(window, suspicionLength);
        long whileGaining = Math.min(MAX_GAINING_WINDOWS * (long) window, EVENTS_PER_REFERENCE_EVENT * referenceCount);
        return gaining ? Math.max(always, whileGaining) : always;
    }

    /** Whether the bets have lost after half a window, so that a stronger suspicion may replace this one. */
    boolean isLosing(int window) {
        return 2 * events >= window && combined(wealth) < 1;
    }

    private double combined(double[] wealth) {
        return 0.4 * mean(wealth, 0, FIRST_FRESH_BET)
                + 0.2 * mean(wealth, FIRST_FRESH_BET, FIRST_RANK_BET)
                + 0.2 * mean(wealth, FIRST_RANK_BET, FIRST_SCORE_BET)
                + 0.2 * mean(wealth, FIRST_SCORE_BET, FIRST_SCORE_BET + scoreBets);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    private void bet(
            float[] raw,
            float[] row,
            double value,
            double fresh,
            CalibratedReference reference,
            FeatureMap map,
            double autocorrelationTime) {
        RankScores ranks = reference.thresholds().rarestScore().ranks();
        float scalar = scalar(row, reference, map);
        if (witness instanceof Witness.RareEvent rare) {
            betOnRareEvent(rare.kind(), raw, ranks, scalar, reference);
        }
        double allowance = MEAN_ERROR
                * Math.sqrt(autocorrelationTime / reference.reference().count());
        betOnDifferences(boundedWitness(value) - allowance, boundedWitness(fresh) - allowance, autocorrelationTime);
        boolean isLow = ranks.isAmongLowest(RareEventLimits.LOW_RANKS, scalar);
        double price = price((double) RareEventLimits.LOW_RANKS / ranks.count(), ranks.count(), RANK_ERROR);
        for (int i = 0; i < RANK_ODDS.length; i++) {
            multiply(FIRST_RANK_BET + i, rareEventFactor(isLow, price, RANK_ODDS[i]));
        }
        betOnScores(row, reference, ranks.count(), autocorrelationTime);
    }

    private void betOnScores(float[] row, CalibratedReference reference, int ranked, double autocorrelationTime) {
        double allowance = SCORE_ERROR * Math.sqrt(autocorrelationTime / ranked);
        double typicality = reference.typicality().score(row) / (double) RankScores.GRID;
        Optional<Double> dependence = reference.dependence().map(test -> test.score(row) / (double) RankScores.GRID);
        for (int i = 0; i < SCORE_STAKES.length; i++) {
            double stake = SCORE_STAKES[i] / autocorrelationTime;
            int bet = FIRST_SCORE_BET + 2 * i;
            multiply(bet, 1 + stake * (bounded(typicality) - allowance));
            multiply(bet + 1, 1 + stake * (-bounded(typicality) - allowance));
            if (dependence.isPresent()) {
                bet += 2 * SCORE_STAKES.length;
                multiply(bet, 1 + stake * (bounded(dependence.get()) - allowance));
                multiply(bet + 1, 1 + stake * (-bounded(dependence.get()) - allowance));
            }
        }
        scoreBets = (dependence.isPresent() ? 4 : 2) * SCORE_STAKES.length;
    }

    private void betOnRareEvent(int kind, float[] raw, RankScores ranks, float scalar, CalibratedReference reference) {
        RareEventLimits limits = reference.thresholds().rareEvents();
        boolean occurred = limits.isRare(kind, raw, ranks, scalar);
        long count = RareEventLimits.counted(
                kind, ranks.count(), reference.reference().count());
        double price = price(
                limits.probability(kind, ranks.count(), reference.reference().count()), count, RARE_EVENT_ERROR);
        for (int i = 0; i < RARE_EVENT_ODDS.length; i++) {
            multiply(i, rareEventFactor(occurred, price, RARE_EVENT_ODDS[i]));
        }
    }

    /**
     * Returns the probability of an event for a bet.
     *
     * @param probability its estimate
     * @param count number of reference events that it was estimated from
     * @param errors number of standard errors that are added
     */
    private static double price(double probability, long count, double errors) {
        return Math.min(MAX_PRICE, probability + errors * Math.sqrt(probability / count));
    }

    private static double rareEventFactor(boolean occurred, double price, double odds) {
        double stake = Math.min(odds * price / (1 - price), MAX_LOSS);
        return occurred ? 1 + stake * (1 - price) / price : 1 - stake;
    }

    /** Bets on each event, or on blocks of dependent events. */
    private void betOnDifferences(double value, double fresh, double autocorrelationTime) {
        int length = autocorrelationTime > 1 ? (int) Math.ceil(BLOCK_LENGTH * autocorrelationTime) : 1;
        witnessBlock += value;
        freshBlock += fresh;
        blockLength++;
        if (blockLength < length) {
            return;
        }
        double scale = 1 / Math.sqrt(blockLength * autocorrelationTime);
        for (int i = 0; i < STAKES.length; i++) {
            if (!(witness instanceof Witness.RareEvent)) {
                multiply(i, 1 + STAKES[i] * boundedWitness(witnessBlock * scale));
            }
            multiply(FIRST_FRESH_BET + i, 1 + STAKES[i] * boundedWitness(freshBlock * scale));
        }
        witnessBlock = 0;
        freshBlock = 0;
        blockLength = 0;
    }

    /** Returns the standardised witness of an event, without the part of its mean that is due to the error of the reference. */
    private double witnessValue(float[] row, float[] centred, CalibratedReference reference, FeatureMap map) {
        long count = reference.reference().count();
        if (witness instanceof Witness.Mean) {
            return windowDifference.observe(centred, map.whitening(), count);
        }
        if (witness instanceof Witness.Score score) {
            count = reference.thresholds().typicality().ranks().count();
            ScoreSumTest test = score.dependence() ? reference.dependence().orElseThrow() : reference.typicality();
            return score.sign() * test.score(row) / (double) RankScores.GRID
                    - suspicionLength / (count + (double) suspicionLength) * score.mean();
        }
        if (witness instanceof Witness.Feature feature) {
            return boundedWitness(feature.sign() * reference.features().standardised(row, feature.feature()))
                    - suspicionLength / (count + (double) suspicionLength) * feature.mean();
        }
        return 0;
    }

    private static float scalar(float[] row, CalibratedReference reference, FeatureMap map) {
        return reference.dependence().isPresent()
                ? map.dependence(row)
                : row[map.whitening().typicalityIndex()];
    }

    private static double boundedWitness(double value) {
        return Math.max(-MAX_MAGNITUDE, Math.min(MAX_WITNESS, value));
    }

    private static double bounded(double value) {
        return Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value));
    }

    private void multiply(int bet, double factor) {
        wealth[bet] = Math.min(MAX_WEALTH, wealth[bet] * factor);
        laterWealth[bet] = Math.min(MAX_WEALTH, laterWealth[bet] * factor);
        newestWealth[bet] = Math.min(MAX_WEALTH, newestWealth[bet] * factor);
    }

    /** Writes the complete state. */
    public void write(DataOutput out) throws IOException {
        witness.write(out);
        out.writeInt(suspicionLength);
        out.writeLong(events);
        windowDifference.write(out);
        freshDifference.write(out);
        for (double[] each : List.of(wealth, laterWealth, newestWealth)) {
            for (double value : each) {
                out.writeDouble(value);
            }
        }
        out.writeDouble(witnessBlock);
        out.writeDouble(freshBlock);
        out.writeInt(blockLength);
        out.writeLong(eventsBeforeGain);
        out.writeLong(timeBeforeGain);
        out.writeInt(scoreBets);
        out.writeDouble(maxTime);
    }

    /** Reads a state written by {@link #write}. */
    public static ConfirmationTest read(DataInput in) throws IOException {
        Witness witness = Witness.read(in);
        int suspicionLength = in.readInt();
        long events = in.readLong();
        ConfirmationTest test =
                new ConfirmationTest(witness, suspicionLength, MeanDifference.read(in), MeanDifference.read(in));
        test.events = events;
        for (double[] each : List.of(test.wealth, test.laterWealth, test.newestWealth)) {
            for (int i = 0; i < BETS; i++) {
                each[i] = in.readDouble();
            }
        }
        test.witnessBlock = in.readDouble();
        test.freshBlock = in.readDouble();
        test.blockLength = in.readInt();
        test.eventsBeforeGain = in.readLong();
        test.timeBeforeGain = in.readLong();
        test.scoreBets = in.readInt();
        test.maxTime = in.readDouble();
        return test;
    }
}
