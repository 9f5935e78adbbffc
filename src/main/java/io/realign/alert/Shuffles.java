package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.Mmd;
import io.realign.window.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What the statistics were in runs over shuffled rows.
 *
 * @param statistics of each run, after each event, at each level; NaN where there was no window
 */
@SuppressWarnings("ArrayRecordComponent")
record Shuffles(List<float[][]> statistics) {
    private static final int STEPS = 60;
    private static final double HIGHEST = 40;

    static Shuffles of(float[][] rows, Whitening whitening, int block, int levels, int count, Random random) {
        List<float[][]> runs = new ArrayList<>(count);
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

    /** The law of each level. */
    List<Law> laws() {
        int levels = statistics.get(0)[0].length;
        List<Law> laws = new ArrayList<>(levels);
        for (int level = 0; level < levels; level++) {
            laws.add(law(level));
        }
        return laws;
    }

    /** The height at which the highest score of all levels gives the average run length. */
    Calibrated height(List<Law> laws, Calibration calibration) {
        RunLengths lengths = RunLengths.of(statistics, laws);
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

    private Law law(int level) {
        long count = 0;
        double mean = 0;
        double second = 0;
        double third = 0;
        for (float[][] run : statistics) {
            for (float[] levels : run) {
                if (!Float.isNaN(levels[level])) {
                    count++;
                    mean += levels[level];
                }
            }
        }
        mean /= count;
        for (float[][] run : statistics) {
            for (float[] levels : run) {
                if (!Float.isNaN(levels[level])) {
                    double off = levels[level] - mean;
                    second += off * off;
                    third += off * off * off;
                }
            }
        }
        if (!(second > 0)) {
            throw new IllegalArgumentException(
                    "expected events that differ from each other, got %d that all look the same"
                            .formatted(statistics.get(0).length));
        }
        double deviation = Math.sqrt(second / count);
        return new Law(mean, deviation, third / count / (deviation * deviation * deviation));
    }

    private static float[][] run(List<float[]> rows, int of, Whitening whitening, int levels) {
        DyadicWindows windows = new DyadicWindows(rows.get(0).length, levels, 0);
        float[][] statistics = new float[rows.size()][levels];
        for (int event = 0; event < rows.size(); event++) {
            windows.add(rows.get(event), 0);
            for (int level = 0; level < levels; level++) {
                int length = windows.length(level);
                statistics[event][level] = length == 0
                        ? Float.NaN
                        : (float) (windows.squaredNorm(level, whitening) * Mmd.perSquaredNormWithin(length, of));
            }
        }
        return statistics;
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
