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
 * Test statistics computed on random permutations of reference rows, to estimate null distributions and false alarm
 * rates.
 *
 * @param runs statistics of each permutation
 */
record PermutationRuns(List<Run> runs) {
    private static final int BISECTION_STEPS = 60;

    /** Upper bound of the thresholds of the weighted score. */
    static final double MAX_THRESHOLD = 40;

    /**
     * Tail probability at which the tail factor is measured, divided by the window length: small enough to be in the
     * tail, large enough for a sufficient number of windows beyond it.
     */
    private static final double TAIL_PROBABILITY_PER_WINDOW_EVENT = 2.5e-4;

    private static final double MAX_TAIL_PROBABILITY = 0.05;

    /** Tail probability for single events; larger, because each row gives only one value. */
    private static final double EVENT_TAIL_PROBABILITY = 0.01;

    /** Resolution of the typicality; lower bound of its standard deviation if all rows have the same typicality. */
    private static final double MIN_DEVIATION = 2.0 / RandomFeatures.GRID;

    /**
     * Test statistics of one permutation, see {@link MmdStatistic}.
     *
     * @param eventTypicalities typicality of each single event
     * @param discrepancies discrepancy after each event of the window of each level; NaN before the first full window
     * @param typicalities typicality after each event of the window of each level; NaN before the first full window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Run(float[] eventTypicalities, float[][] discrepancies, float[][] typicalities) {
        int length() {
            return eventTypicalities.length;
        }
    }

    static PermutationRuns of(
            float[][] rows, Whitening whitening, int blockLength, int levels, int count, Random random) {
        List<Run> runs = new ArrayList<>(count);
        float[][] centred = centre(rows);
        for (int i = 0; i < count; i++) {
            Cancellation.check();
            runs.add(run(shuffled(centred, blockLength, random), rows.length, whitening, levels));
        }
        return new PermutationRuns(runs);
    }

    /** Subtracts the mean row. Like the centre of a {@link io.realign.window.Reference}, it is rounded to integers. */
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

    /** Returns the null distribution of the typicality of single events. */
    NullDistribution eventDistribution() {
        float[] values = runs.get(0).eventTypicalities().clone();
        Arrays.sort(values);
        return NullDistribution.fitTwoSided(values, MIN_DEVIATION, EVENT_TAIL_PROBABILITY);
    }

    /** Returns the null distributions of discrepancy and typicality for each level. */
    List<NullDistributions> levelDistributions() {
        int levels = runs.get(0).discrepancies()[0].length;
        List<NullDistributions> distributions = new ArrayList<>(levels);
        for (int each = 0; each < levels; each++) {
            Cancellation.check();
            int level = each;
            double tailProbability =
                    Math.min(MAX_TAIL_PROBABILITY, TAIL_PROBABILITY_PER_WINDOW_EVENT * DyadicWindows.minLength(level));
            float[] discrepancies = sorted((run, i) -> run.discrepancies()[i][level]);
            float[] typicalities = sorted((run, i) -> run.typicalities()[i][level]);
            if (discrepancies[0] == discrepancies[discrepancies.length - 1]) {
                throw new IllegalArgumentException("expected events that differ from each other, got %d equal events"
                        .formatted(runs.get(0).length()));
            }
            distributions.add(new NullDistributions(
                    NullDistribution.fitOneSided(discrepancies, 0, tailProbability),
                    NullDistribution.fitTwoSided(typicalities, MIN_DEVIATION, tailProbability)));
        }
        return distributions;
    }

    /**
     * Finds the threshold of the weighted score (see {@link FalseAlarmAllocation}) with the wanted average run length.
     */
    CalibratedThreshold calibrate(
            NullDistribution event, List<NullDistributions> levels, ThresholdCalibrator calibrator) {
        RunLengths lengths = RunLengths.of(runs, event, levels);
        double low = 0;
        double high = MAX_THRESHOLD;
        for (int step = 0; step < BISECTION_STEPS; step++) {
            Cancellation.check();
            double middle = (low + high) / 2;
            if (lengths.average(middle) < calibrator.arl()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new CalibratedThreshold(calibrator.arl(), high, lengths.standardError(high), calibrator.seed());
    }

    private interface Statistic {
        float at(Run run, int event);
    }

    /** Returns the values of all runs in ascending order, without NaN values. */
    private float[] sorted(Statistic statistic) {
        float[] values = new float[runs.size() * runs.get(0).length()];
        int count = 0;
        for (Run run : runs) {
            for (int i = 0; i < run.length(); i++) {
                float value = statistic.at(run, i);
                if (!Float.isNaN(value)) {
                    values[count++] = value;
                }
            }
        }
        Arrays.sort(values, 0, count);
        return Arrays.copyOf(values, count);
    }

    /** @param referenceRows number of rows before shuffling, from which the windows are drawn */
    private static Run run(List<float[]> rows, int referenceRows, Whitening whitening, int levels) {
        // Negative for MmdStatistic: the windows are drawn from the reference.
        long referenceEvents = -referenceRows;
        DyadicWindows windows = new DyadicWindows(rows.get(0).length, levels, 0);
        Run run = new Run(new float[rows.size()], new float[rows.size()][levels], new float[rows.size()][levels]);
        for (int event = 0; event < rows.size(); event++) {
            windows.add(rows.get(event), 0);
            run.eventTypicalities()[event] =
                    (float) MmdStatistic.typicality(whitening.typicality(rows.get(event)), 1, referenceEvents);
            for (int level = 0; level < levels; level++) {
                int length = windows.length(level);
                double typicality = length == 0 ? Double.NaN : windows.typicality(level, whitening);
                double squared = length == 0 ? Double.NaN : windows.squaredNorm(level, whitening);
                run.discrepancies()[event][level] =
                        (float) MmdStatistic.discrepancy(squared, typicality, length, referenceEvents);
                run.typicalities()[event][level] = (float) MmdStatistic.typicality(typicality, length, referenceEvents);
            }
        }
        return run;
    }

    /** Returns blocks of rows in random order. Surplus rows are dropped, a random number of them at the beginning. */
    private static List<float[]> shuffled(float[][] rows, int blockLength, Random random) {
        int first = random.nextInt(rows.length % blockLength + 1);
        List<Integer> starts = new ArrayList<>();
        for (int start = first; start + blockLength <= rows.length; start += blockLength) {
            starts.add(start);
        }
        Collections.shuffle(starts, random);
        List<float[]> shuffled = new ArrayList<>(rows.length);
        for (int start : starts) {
            shuffled.addAll(Arrays.asList(rows).subList(start, start + blockLength));
        }
        return shuffled;
    }
}
