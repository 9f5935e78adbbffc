package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Calibrates thresholds by permutation tests: rows without drift are tested in many random orders.
 *
 * <p>Rows are drawn without replacement and compared with their own mean, so the sum of a window of {@code w} of
 * {@code n} rows has only {@code 1 - w / n} of the variance. The statistics are scaled accordingly. Autocorrelated rows
 * are permuted in blocks for the null distributions. The threshold is always calibrated on rows permuted one by one,
 * since a small number of blocks repeats the same extremes in every permutation.
 *
 * <p>A reference of n independent events says nothing about events that are rarer than 1 in n. An average run length above
 * {@value #ARL_PER_EVENT} n is therefore not promised; the threshold is calibrated to the longest that is. Autocorrelated
 * events count as their number divided by the autocorrelation time.
 *
 * @param arl average run length: mean number of events until a false alarm, 100 to 1e12
 * @param seed random seed of the permutations
 */
public record ThresholdCalibrator(double arl, long seed) {
    /** Longest average run length per reference event. */
    static final int ARL_PER_EVENT = 10;

    /** Rows per event of a level's minimum window length. */
    private static final int ROWS_PER_LENGTH = 3;

    /** Block length as a multiple of the autocorrelation time. */
    private static final int BLOCK_LENGTH_FACTOR = 12;

    /** Block length for permuting rows one by one. */
    private static final int SINGLE_ROWS = 1;

    private static final int MIN_BLOCKS = 10;

    /** Allowance for the deviations that are estimated from blocks, in standard errors. */
    private static final int DEVIATION_ERRORS = 2;

    private static final int MIN_RUNS = 100;

    /** Total events of all permutations. */
    private static final int TOTAL_EVENTS = 400_000;

    /** Average run length per event above which the threshold rests on few false alarms, and the safety factor grows. */
    private static final double SAFE_ARL_PER_EVENT = 5;

    private static final double SAFETY_EXPONENT = 0.25;

    /** Fraction of the permutations of the rows that reach the statistics of their order, up to which the order is not random. */
    private static final double MAX_ORDER_FRACTION = 0.01;

    public static final double MIN_ARL = 100;
    public static final double MAX_ARL = 1e12;

    public ThresholdCalibrator {
        if (!(arl >= MIN_ARL && arl <= MAX_ARL)) {
            throw new IllegalArgumentException(
                    "expected an average run length of %.0f to %.0e events, got %s".formatted(MIN_ARL, MAX_ARL, arl));
        }
    }

    /** Minimum number of rows to calibrate with. */
    static final int MIN_ROWS = 2 * ROWS_PER_LENGTH * DyadicWindows.MIN_LENGTH;

    /**
     * Rows of a reference.
     *
     * @param raw raw features of all events
     * @param mapped rows of all events
     * @param calibration rows of the events that calibrate the thresholds, none of which the map was fitted to
     * @param correlation autocorrelation of successive rows of a key
     * @param differenceRatio see {@link DriftThresholds}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record ReferenceRows(
            float[][] raw,
            float[][] mapped,
            KeyedRows calibration,
            Autocorrelation correlation,
            double differenceRatio) {}

    /**
     * Returns the longest average run length that a reference of this many independent events supports, at most the wanted one.
     */
    double supportedArl(double events) {
        return Math.max(MIN_ARL, Math.min(arl, ARL_PER_EVENT * events));
    }

    /**
     * Calibrates the threshold and the null distributions.
     *
     * @param levels number of levels; levels too long for the rows use the distributions of the longest measured level
     */
    DriftThresholds calibrate(ReferenceRows rows, FeatureMap map, int levels) {
        int count = rows.raw().length;
        double independentEvents = count / rows.correlation().integratedTime();
        double supported = supportedArl(independentEvents);
        RareValues rareValues = RareValues.of(rows.raw());
        KeyedRows calibration = rows.calibration();
        RankScores typicality = RankScores.of(Arrays.stream(calibration.rows())
                .map(row -> row[map.whitening().typicalityIndex()])
                .toList());
        Optional<RankScores> dependence = map.dependenceForm()
                .map(form -> RankScores.of(
                        Arrays.stream(calibration.rows()).map(map::dependence).toList()));
        for (float[] row : calibration.rows()) {
            row[map.typicalityScoreIndex()] =
                    typicality.score(row[map.whitening().typicalityIndex()]);
            dependence.ifPresent(ranks -> row[map.dependenceScoreIndex()] = ranks.score(map.dependence(row)));
        }
        int measured = 1;
        while (measured < levels && DyadicWindows.minLength(measured) * ROWS_PER_LENGTH <= calibration.count()) {
            measured++;
        }
        StatisticLayout layout = new StatisticLayout(measured, dependence.isPresent());
        PermutationRuns runs = runs(calibration, map, layout, SINGLE_ROWS);
        List<NullDistribution> independent = runs.distributions();
        double safety = Math.pow(Math.max(1, supported / (SAFE_ARL_PER_EVENT * independentEvents)), SAFETY_EXPONENT);
        RunLengths lengths = RunLengths.of(runs, independent);
        double threshold = lengths.threshold(supported * safety / (1 - RareEventLimits.share(rareValues)));
        List<NullDistribution> distributions = dependent(independent, calibration, map, layout, rows.correlation());
        ScoreDistributions typicalitySums = new ScoreDistributions(
                typicality, extend(distributions.subList(layout.typicality(0), layout.dependence(0)), levels + 1));
        double[] deviationFactors = deviationFactors(rows, map);
        ArlRange range = ArlRange.of(supported, independentEvents);
        return new DriftThresholds(
                new CalibratedThreshold(
                        supported,
                        threshold,
                        lengths.standardError(threshold),
                        seed,
                        range.min(),
                        range.max(),
                        reasonNotCalibrated(rows, map, layout, distributions, deviationFactors, lengths)),
                arl,
                extend(distributions.subList(0, measured), levels),
                typicalitySums,
                dependence.map(ranks -> new ScoreDistributions(
                        ranks, extend(distributions.subList(layout.dependence(0), layout.features(0)), levels + 1))),
                FeatureSums.of(rows.mapped(), map).scaleDeviations(deviationFactors),
                RareEventLimits.of(
                        rareValues,
                        calibration.count(),
                        count,
                        supported,
                        rows.correlation().integratedTime()),
                rows.correlation().integratedTime(),
                rows.differenceRatio());
    }

    /** Returns why the rows cannot be corrected for their autocorrelation; empty if they can. */
    private static String reasonNotCalibrated(
            ReferenceRows rows,
            FeatureMap map,
            StatisticLayout layout,
            List<NullDistribution> distributions,
            double[] deviationFactors,
            RunLengths shuffled) {
        double needed = BLOCK_LENGTH_FACTOR * rows.correlation().integratedTime() * MIN_BLOCKS;
        if (!rows.correlation().isNone() && needed > rows.raw().length) {
            return String.format(
                    Locale.ROOT,
                    "successive reference events are correlated, with an autocorrelation time of %.1f events: expected at"
                            + " least %.0f reference events, got %d",
                    rows.correlation().integratedTime(),
                    needed,
                    rows.raw().length);
        }
        PermutationRuns ordered = PermutationRuns.inOrder(rows.calibration(), map, layout, deviationFactors);
        double score = RunLengths.of(ordered, distributions).highestScore();
        double fraction = shuffled.fractionAbove(score);
        return fraction > MAX_ORDER_FRACTION
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the reference itself changes over time: the highest drift statistic of its %d events in their"
                                + " order is %.1f, which at most %.1f %% of their permutations reach",
                        rows.raw().length,
                        score,
                        100 * fraction);
    }

    private static List<NullDistribution> extend(List<NullDistribution> measured, int size) {
        List<NullDistribution> extended = new ArrayList<>(measured);
        while (extended.size() < size) {
            extended.add(measured.get(measured.size() - 1));
        }
        return extended;
    }

    /** Corrects null distributions of independent rows for the autocorrelation of the rows. */
    private List<NullDistribution> dependent(
            List<NullDistribution> independent,
            KeyedRows rows,
            FeatureMap map,
            StatisticLayout layout,
            Autocorrelation correlation) {
        int blockLength = blockLength(correlation, rows.count());
        if (blockLength == SINGLE_ROWS) {
            return independent;
        }
        List<NullDistribution> blocks = runs(rows, map, layout, blockLength).distributions();
        Autocorrelation typicality = Autocorrelation.of(rows, map.typicalityScoreIndex());
        Autocorrelation dependence = Autocorrelation.of(rows, map.dependenceScoreIndex());
        // A small number of long blocks varies less than new events.
        double standardError = Math.sqrt(correlation.integratedTime() / rows.count());
        List<NullDistribution> corrected = new ArrayList<>(independent);
        for (int level = 0; level < layout.levels(); level++) {
            int length = DyadicWindows.minLength(level);
            // A small number of blocks repeats the same extremes, so the tails are those of single rows.
            corrected.set(
                    level,
                    blocks.get(level)
                            .scale(correlation.blockCorrection(length, blockLength))
                            .scaleDeviation(1 + DEVIATION_ERRORS * standardError)
                            .withTailFactor(independent.get(level).tailFactor()));
        }
        for (int window = 0; window < layout.scoreWindows(); window++) {
            int length = ScoreDistributions.minLength(window);
            int statistic = layout.typicality(window);
            corrected.set(statistic, independent.get(statistic).scaleDeviation(typicality.deviationFactor(length)));
            if (layout.dependence()) {
                statistic = layout.dependence(window);
                corrected.set(statistic, independent.get(statistic).scaleDeviation(dependence.deviationFactor(length)));
            }
        }
        return corrected;
    }

    /** Returns the factor by which autocorrelation increases the deviation of the sum of each feature and square. */
    private static double[] deviationFactors(ReferenceRows rows, FeatureMap map) {
        double[] factors = new double[map.scaledFeatures() + map.squaredFeatures()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = rows.correlation().isNone()
                    ? 1
                    : Math.sqrt(Autocorrelation.of(rows.calibration(), map.scaledIndex() + i)
                            .integratedTime());
        }
        return factors;
    }

    /** Returns the block length for permuting rows, 1 if they are independent. */
    static int blockLength(Autocorrelation correlation, int rows) {
        int wanted = correlation.isNone() ? 1 : (int) Math.ceil(BLOCK_LENGTH_FACTOR * correlation.integratedTime());
        return Math.max(1, Math.min(rows / MIN_BLOCKS, wanted));
    }

    private PermutationRuns runs(KeyedRows rows, FeatureMap map, StatisticLayout layout, int blockLength) {
        int runs = Math.max(MIN_RUNS, TOTAL_EVENTS / rows.count());
        return PermutationRuns.of(rows, map, layout, blockLength, runs, new Random(seed));
    }
}
