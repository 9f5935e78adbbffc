package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.MmdStatistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Test statistics computed on random permutations of reference rows, to estimate null distributions and false alarm
 * rates.
 *
 * @param layout the statistics
 * @param runs statistics of each permutation
 */
record PermutationRuns(StatisticLayout layout, List<Run> runs) {
    /** Upper bound of the thresholds of the weighted score. */
    static final double MAX_THRESHOLD = 40;

    /**
     * Tail probability at which the tail factor is measured, divided by the window length: small enough to be in the
     * tail, large enough for a sufficient number of windows beyond it.
     */
    private static final double TAIL_PROBABILITY_PER_WINDOW_EVENT = 2.5e-4;

    private static final double MAX_TAIL_PROBABILITY = 0.05;

    /** Lower bound of the standard deviation of a sum of rank scores, in case all events have the same rank. */
    private static final double MIN_DEVIATION = 0.01;

    /** Distribution of statistics that are z-scores. */
    private static final NullDistribution STANDARD = new NullDistribution(0, 1, 0);

    /**
     * Test statistics of one permutation.
     *
     * @param values value of each statistic after each event, in the order of the layout; NaN where it is not tested
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Run(float[][] values) {
        int length() {
            return values[0].length;
        }
    }

    /** @param rows rows with rank scores */
    static PermutationRuns of(
            KeyedRows rows, FeatureMap map, StatisticLayout layout, int blockLength, int count, Random random) {
        FeatureSumTest features = featureTest(rows, map, layout, FeatureSums.of(rows.rows(), map));
        KeyedRows centred = rows.with(centre(rows.rows()));
        List<Run> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Cancellation.check();
            runs.add(run(centred.shuffled(blockLength, random), rows.count(), map, layout, features));
        }
        return new PermutationRuns(layout, runs);
    }

    /**
     * Returns the statistics of rows in their own order.
     *
     * @param deviationFactors factor of the deviation of each feature sum
     */
    static PermutationRuns inOrder(KeyedRows rows, FeatureMap map, StatisticLayout layout, double[] deviationFactors) {
        FeatureSums sums = FeatureSums.of(rows.rows(), map).scaleDeviations(deviationFactors);
        FeatureSumTest features = featureTest(rows, map, layout, sums);
        return new PermutationRuns(
                layout, List.of(run(Arrays.asList(centre(rows.rows())), rows.count(), map, layout, features)));
    }

    /** Returns a test of windows that are drawn from the rows. */
    private static FeatureSumTest featureTest(
            KeyedRows rows, FeatureMap map, StatisticLayout layout, FeatureSums sums) {
        return new FeatureSumTest(sums, map.scaledIndex(), centreOf(rows.rows()), -rows.count(), layout.levels());
    }

    /** Subtracts the mean row. Like the centre of a {@link io.realign.window.Reference}, it is rounded to integers. */
    static float[][] centre(float[][] rows) {
        return subtract(rows, centreOf(rows));
    }

    private static float[] centreOf(float[][] rows) {
        double[] sums = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i];
            }
        }
        float[] centre = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            centre[i] = (float) Math.rint(sums[i] / rows.length);
        }
        return centre;
    }

    private static float[][] subtract(float[][] rows, float[] centre) {
        float[][] centred = new float[rows.length][centre.length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < centre.length; i++) {
                centred[row][i] = rows[row][i] - centre[i];
            }
        }
        return centred;
    }

    /** Returns the null distribution of each statistic, in the order of the layout. */
    List<NullDistribution> distributions() {
        List<NullDistribution> distributions = new ArrayList<>(layout.count());
        for (int statistic = 0; statistic < layout.count(); statistic++) {
            Cancellation.check();
            distributions.add(statistic < layout.features(0) ? distribution(statistic) : STANDARD);
        }
        return distributions;
    }

    private NullDistribution distribution(int statistic) {
        float[] values = sorted(statistic);
        int length = statistic < layout.levels()
                ? DyadicWindows.minLength(statistic)
                : ScoreDistributions.minLength((statistic - layout.levels()) % layout.scoreWindows());
        double tailProbability = Math.min(MAX_TAIL_PROBABILITY, TAIL_PROBABILITY_PER_WINDOW_EVENT * length);
        if (layout.isTwoSided(statistic)) {
            return NullDistribution.fitTwoSided(values, MIN_DEVIATION, tailProbability);
        }
        if (values[0] == values[values.length - 1]) {
            throw new IllegalArgumentException("expected events that differ from each other, got %d equal events"
                    .formatted(runs.get(0).length()));
        }
        return NullDistribution.fitOneSided(values, 0, tailProbability);
    }

    /** Returns the values of all runs in ascending order, without NaN values. */
    private float[] sorted(int statistic) {
        float[] values = new float[runs.size() * runs.get(0).length()];
        int count = 0;
        for (Run run : runs) {
            for (float value : run.values()[statistic]) {
                if (!Float.isNaN(value)) {
                    values[count++] = value;
                }
            }
        }
        Arrays.sort(values, 0, count);
        return Arrays.copyOf(values, count);
    }

    /** @param referenceRows number of rows before shuffling, from which the windows are drawn */
    private static Run run(
            List<float[]> rows, int referenceRows, FeatureMap map, StatisticLayout layout, FeatureSumTest features) {
        // Negative: the windows are drawn from the reference.
        long referenceEvents = -referenceRows;
        int levels = layout.levels();
        int typicalityScore = map.typicalityScoreIndex();
        int dependenceScore = map.dependenceScoreIndex();
        DyadicWindows windows = new DyadicWindows(map.width(), levels, 0);
        float[][] values = new float[layout.count()][rows.size()];
        for (float[] series : values) {
            Arrays.fill(series, Float.NaN);
        }
        for (int event = 0; event < rows.size(); event++) {
            float[] row = rows.get(event);
            windows.add(row, 0);
            if (event > 0) {
                float[] before = rows.get(event - 1);
                values[layout.typicality(0)][event] =
                        pair(row[typicalityScore] + before[typicalityScore], referenceEvents);
                if (layout.dependence()) {
                    values[layout.dependence(0)][event] =
                            pair(row[dependenceScore] + before[dependenceScore], referenceEvents);
                }
            }
            for (int level = 0; level < levels && windows.length(level) > 0; level++) {
                int length = windows.length(level);
                values[level][event] = (float) MmdStatistic.discrepancy(
                        windows.squaredNorm(level, map.whitening()),
                        windows.typicality(level, map.whitening()),
                        length,
                        referenceEvents);
                values[layout.typicality(level + 1)][event] =
                        (float) ScoreDistributions.scaled(windows.sum(level, typicalityScore), length, referenceEvents);
                if (layout.dependence()) {
                    values[layout.dependence(level + 1)][event] = (float)
                            ScoreDistributions.scaled(windows.sum(level, dependenceScore), length, referenceEvents);
                }
                if (features.isDue(level, windows.count())) {
                    values[layout.features(level)][event] = (float) features.zScore(windows, level);
                }
            }
        }
        return new Run(values);
    }

    private static float pair(float sum, long referenceEvents) {
        return (float) ScoreDistributions.scaled(sum, ScoreDistributions.PAIR, referenceEvents);
    }
}
