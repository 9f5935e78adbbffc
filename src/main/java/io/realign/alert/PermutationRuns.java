package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.MmdStatistic;
import io.realign.window.RandomFeatures;
import io.realign.window.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Statistics of runs over permuted rows.
 *
 * @param runs one for each permutation
 */
record PermutationRuns(List<Run> runs) {
    private static final int BISECTION_STEPS = 60;
    private static final double MAX_SCORE = 40;

    /** Tail probability per event of the window length: far enough out, with enough windows beyond it. */
    private static final double TAIL_OF_EVENT = 2.5e-4;

    private static final double LARGEST_TAIL = 0.05;

    /** Tail probability for single events, which are no more than there are rows. */
    private static final double TAIL_OF_EVENTS = 0.01;

    /** One grid step, for rows that are all equally typical. */
    private static final double MIN_DEVIATION = 2.0 / RandomFeatures.GRID;

    /**
     * One run.
     *
     * @param eventTypicalities typicality of each event
     * @param discrepancies discrepancy after each event at each level; NaN without a window
     * @param typicalities typicality after each event at each level; NaN without a window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Run(float[] eventTypicalities, float[][] discrepancies, float[][] typicalities) {
        int length() {
            return eventTypicalities.length;
        }
    }

    static PermutationRuns of(float[][] rows, Whitening whitening, int block, int levels, int count, Random random) {
        List<Run> runs = new ArrayList<>(count);
        float[][] centred = centre(rows);
        for (int i = 0; i < count; i++) {
            runs.add(run(shuffled(centred, block, random), rows.length, whitening, levels));
        }
        return new PermutationRuns(runs);
    }

    /** Subtracts the mean row, rounded to integers like the centre of a reference. */
    static float[][] centre(float[][] rows) {
        int width = rows[0].length;
        double[] sums = new double[width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                sums[i] += row[i];
            }
        }
        float[][] centred = new float[rows.length][width];
        for (int i = 0; i < width; i++) {
            float mean = (float) Math.rint(sums[i] / rows.length);
            for (int row = 0; row < rows.length; row++) {
                centred[row][i] = rows[row][i] - mean;
            }
        }
        return centred;
    }

    /** Returns the null distribution of single events. */
    NullDistribution eventDistribution() {
        float[] values = runs.get(0).eventTypicalities().clone();
        Arrays.sort(values);
        return NullDistribution.fit(values, MIN_DEVIATION, TAIL_OF_EVENTS, true);
    }

    /** Returns the null distributions of each level. */
    List<NullDistributions> levelDistributions() {
        int levels = runs.get(0).discrepancies()[0].length;
        List<NullDistributions> distributions = new ArrayList<>(levels);
        for (int each = 0; each < levels; each++) {
            int level = each;
            double tail = Math.min(LARGEST_TAIL, TAIL_OF_EVENT * DyadicWindows.minLength(level));
            float[] discrepancies = sorted((run, i) -> run.discrepancies()[i][level]);
            float[] typicalities = sorted((run, i) -> run.typicalities()[i][level]);
            requireVariance(discrepancies);
            distributions.add(new NullDistributions(
                    NullDistribution.fit(discrepancies, 0, tail, false),
                    NullDistribution.fit(typicalities, MIN_DEVIATION, tail, true)));
        }
        return distributions;
    }

    /** Finds the weighted score threshold for the average run length. */
    CalibratedThreshold calibrate(
            NullDistribution event, List<NullDistributions> levels, ThresholdCalibrator calibration) {
        RunLengths lengths = RunLengths.of(runs, event, levels);
        double low = 0;
        double high = MAX_SCORE;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            double middle = (low + high) / 2;
            if (lengths.average(middle) < calibration.arl()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new CalibratedThreshold(calibration.arl(), high, lengths.standardError(high), calibration.seed());
    }

    private interface Statistic {
        float of(Run run, int event);
    }

    /** Returns the sorted values of all runs without NaN. */
    private float[] sorted(Statistic statistic) {
        float[] values = new float[runs.size() * runs.get(0).length()];
        int count = 0;
        for (Run run : runs) {
            for (int i = 0; i < run.length(); i++) {
                float value = statistic.of(run, i);
                if (!Float.isNaN(value)) {
                    values[count++] = value;
                }
            }
        }
        Arrays.sort(values, 0, count);
        return Arrays.copyOf(values, count);
    }

    private void requireVariance(float[] sorted) {
        if (sorted[0] == sorted[sorted.length - 1]) {
            throw new IllegalArgumentException("expected events that differ from each other, got %d equal events"
                    .formatted(runs.get(0).length()));
        }
    }

    private static Run run(List<float[]> rows, int total, Whitening whitening, int levels) {
        DyadicWindows windows = new DyadicWindows(rows.get(0).length, levels, 0);
        Run run = new Run(new float[rows.size()], new float[rows.size()][levels], new float[rows.size()][levels]);
        for (int event = 0; event < rows.size(); event++) {
            windows.add(rows.get(event), 0);
            run.eventTypicalities()[event] =
                    (float) MmdStatistic.typicality(whitening.typicality(rows.get(event)), 1, -total);
            for (int level = 0; level < levels; level++) {
                int length = windows.length(level);
                double typicality = length == 0 ? Double.NaN : windows.typicality(level, whitening);
                double squared = length == 0 ? Double.NaN : windows.squaredNorm(level, whitening);
                run.discrepancies()[event][level] =
                        (float) MmdStatistic.discrepancy(squared, typicality, length, -total);
                run.typicalities()[event][level] = (float) MmdStatistic.typicality(typicality, length, -total);
            }
        }
        return run;
    }

    /** Returns the blocks in random order. Rows that do not fill a block are dropped at random ends. */
    private static List<float[]> shuffled(float[][] rows, int block, Random random) {
        int first = random.nextInt(rows.length % block + 1);
        List<Integer> starts = new ArrayList<>();
        for (int start = first; start + block <= rows.length; start += block) {
            starts.add(start);
        }
        Collections.shuffle(starts, random);
        List<float[]> shuffled = new ArrayList<>(rows.length);
        for (int start : starts) {
            shuffled.addAll(Arrays.asList(rows).subList(start, start + block));
        }
        return shuffled;
    }
}
