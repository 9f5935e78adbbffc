package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.Mmd;
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
record Shuffles(List<Run> runs) {
    private static final int STEPS = 60;
    private static final double HIGHEST = 40;

    /** A step of the grid: rows that are all equally typical leave no deviation to measure by. */
    private static final double LEAST_DEVIATION = 2.0 / RandomFeatures.GRID;

    /**
     * One run.
     *
     * @param events typicality of each event by itself
     * @param discrepancies after each event, at each level; NaN where there was no window
     * @param typicalities after each event, at each level; NaN where there was no window
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Run(float[] events, float[][] discrepancies, float[][] typicalities) {
        int length() {
            return events.length;
        }
    }

    static Shuffles of(float[][] rows, Whitening whitening, int block, int levels, int count, Random random) {
        List<Run> runs = new ArrayList<>(count);
        float[][] centred = centred(rows);
        for (int shuffle = 0; shuffle < count; shuffle++) {
            runs.add(run(shuffled(centred, block, random), rows.length, whitening, levels));
        }
        return new Shuffles(runs);
    }

    /** Rows less their mean, rounded as that of a reference is. */
    static float[][] centred(float[][] rows) {
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
    Law event() {
        return law(1, LEAST_DEVIATION, (run, i) -> run.events()[i]);
    }

    /** The laws of each level. */
    List<Laws> levels() {
        int levels = runs.get(0).discrepancies()[0].length;
        List<Laws> laws = new ArrayList<>(levels);
        for (int each = 0; each < levels; each++) {
            int level = each;
            laws.add(new Laws(
                    law(runs.size(), 0, (run, i) -> run.discrepancies()[i][level]),
                    law(runs.size(), LEAST_DEVIATION, (run, i) -> run.typicalities()[i][level])));
        }
        return laws;
    }

    /** The height of all scores that gives the average run length. */
    Calibrated height(Law event, List<Laws> levels, Calibration calibration) {
        RunLengths lengths = RunLengths.of(runs, event, levels);
        double low = 0;
        double high = HIGHEST;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (lengths.average(middle) < calibration.arl()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Calibrated(calibration.arl(), high, lengths.standardError(high), calibration.seed());
    }

    private interface Statistic {
        float of(Run run, int event);
    }

    /** Of the first {@code count} runs. */
    private Law law(int count, double least, Statistic statistic) {
        long values = 0;
        double mean = 0;
        for (Run run : runs.subList(0, count)) {
            for (int i = 0; i < run.length(); i++) {
                float value = statistic.of(run, i);
                if (!Float.isNaN(value)) {
                    values++;
                    mean += value;
                }
            }
        }
        mean /= values;
        double second = 0;
        double third = 0;
        for (Run run : runs.subList(0, count)) {
            for (int i = 0; i < run.length(); i++) {
                double off = statistic.of(run, i) - mean;
                if (!Double.isNaN(off)) {
                    second += off * off;
                    third += off * off * off;
                }
            }
        }
        if (!(second > 0 || least > 0)) {
            throw new IllegalArgumentException(
                    "expected events that differ from each other, got %d that all look the same"
                            .formatted(runs.get(0).length()));
        }
        double deviation = Math.max(least, Math.sqrt(second / values));
        return new Law(mean, deviation, third / values / (deviation * deviation * deviation));
    }

    private static Run run(List<float[]> rows, int of, Whitening whitening, int levels) {
        DyadicWindows windows = new DyadicWindows(rows.get(0).length, levels, 0);
        Run run = new Run(new float[rows.size()], new float[rows.size()][levels], new float[rows.size()][levels]);
        for (int event = 0; event < rows.size(); event++) {
            windows.add(rows.get(event), 0);
            run.events()[event] = (float) Mmd.typicality(whitening.typicality(rows.get(event)), 1, -of);
            for (int level = 0; level < levels; level++) {
                int length = windows.length(level);
                double typicality = length == 0 ? Double.NaN : windows.typicality(level, whitening);
                double squared = length == 0 ? Double.NaN : windows.squaredNorm(level, whitening);
                run.discrepancies()[event][level] = (float) Mmd.discrepancy(squared, typicality, length, -of);
                run.typicalities()[event][level] = (float) Mmd.typicality(typicality, length, -of);
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
