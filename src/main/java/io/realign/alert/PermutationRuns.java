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
 * What the statistics were in runs over shuffled rows.
 *
 * @param runs one for each shuffle
 */
record PermutationRuns(List<Run> runs) {
    private static final int BISECTION_STEPS = 60;
    private static final double MAX_SCORE = 40;

    /**
     * Tails are measured where a window has as many chances as there are events in it to be there: far enough out, and with
     * enough windows further out to be sure.
     */
    private static final double TAIL_OF_EVENT = 2.5e-4;

    private static final double LARGEST_TAIL = 0.05;

    /** There are no more single events than rows. */
    private static final double TAIL_OF_EVENTS = 0.01;

    /** A step of the grid: rows that are all equally typical leave no deviation to measure by. */
    private static final double MIN_DEVIATION = 2.0 / RandomFeatures.GRID;

    /**
     * One run.
     *
     * @param eventTypicalities typicality of each event by itself
     * @param discrepancies after each event, at each level; NaN where there was no window
     * @param typicalities after each event, at each level; NaN where there was no window
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
        for (int shuffle = 0; shuffle < count; shuffle++) {
            runs.add(run(shuffled(centred, block, random), rows.length, whitening, levels));
        }
        return new PermutationRuns(runs);
    }

    /** Rows less their mean, rounded as that of a reference is. */
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

    /** The law of single events. */
    NullDistribution eventDistribution() {
        float[] values = runs.get(0).eventTypicalities().clone();
        Arrays.sort(values);
        return NullDistribution.fit(values, MIN_DEVIATION, TAIL_OF_EVENTS, true);
    }

    /** The laws of each level. */
    List<NullDistributions> levelDistributions() {
        int levels = runs.get(0).discrepancies()[0].length;
        List<NullDistributions> laws = new ArrayList<>(levels);
        for (int each = 0; each < levels; each++) {
            int level = each;
            double tail = Math.min(LARGEST_TAIL, TAIL_OF_EVENT * DyadicWindows.minLength(level));
            float[] discrepancies = sorted((run, i) -> run.discrepancies()[i][level]);
            float[] typicalities = sorted((run, i) -> run.typicalities()[i][level]);
            requireVariance(discrepancies);
            laws.add(new NullDistributions(
                    NullDistribution.fit(discrepancies, 0, tail, false),
                    NullDistribution.fit(typicalities, MIN_DEVIATION, tail, true)));
        }
        return laws;
    }

    /** The height of all scores that gives the average run length. */
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

    /** Of all runs, where there was a window. */
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
            throw new IllegalArgumentException(
                    "expected events that differ from each other, got %d that all look the same"
                            .formatted(runs.get(0).length()));
        }
    }

    private static Run run(List<float[]> rows, int of, Whitening whitening, int levels) {
        DyadicWindows windows = new DyadicWindows(rows.get(0).length, levels, 0);
        Run run = new Run(new float[rows.size()], new float[rows.size()][levels], new float[rows.size()][levels]);
        for (int event = 0; event < rows.size(); event++) {
            windows.add(rows.get(event), 0);
            run.eventTypicalities()[event] =
                    (float) MmdStatistic.typicality(whitening.typicality(rows.get(event)), 1, -of);
            for (int level = 0; level < levels; level++) {
                int length = windows.length(level);
                double typicality = length == 0 ? Double.NaN : windows.typicality(level, whitening);
                double squared = length == 0 ? Double.NaN : windows.squaredNorm(level, whitening);
                run.discrepancies()[event][level] = (float) MmdStatistic.discrepancy(squared, typicality, length, -of);
                run.typicalities()[event][level] = (float) MmdStatistic.typicality(typicality, length, -of);
            }
        }
        return run;
    }

    /** Blocks in a random order; rows that do not fill a block are left out, at a random end. */
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
