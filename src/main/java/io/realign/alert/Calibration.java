package io.realign.alert;

import io.realign.window.Mmd;
import io.realign.window.Sketch;
import java.util.Arrays;
import java.util.Random;

/**
 * Finds the threshold from the source alone: random rows of it are compared with all its other rows, over and over, and
 * what comes out is what chance does.
 *
 * <p>The rows are drawn without replacement, which gives the statistic its right mean on a finite source. Its law is
 * close to a scaled chi-squared one with the same mean and variance; the quantile is by Wilson and Hilferty (1931). The
 * probability is that of one window by itself: how many false alarms that makes a day is not worked out here.
 *
 * @param window events in a window
 * @param probability of one window over the threshold without drift, 1e-12 to 0.5
 * @param seed of the draws
 */
public record Calibration(int window, double probability, long seed) {
    private static final int DRAWS = 400;

    public Calibration {
        if (!(probability >= 1e-12 && probability <= 0.5)) {
            throw new IllegalArgumentException("expected a probability of 1e-12 to 0.5, got " + probability);
        }
    }

    /** The fewest source rows from which windows of this length can be calibrated: half a window is left undrawn. */
    public static int fewestRows(int window) {
        return window + window / 2;
    }

    /**
     * The threshold for a source.
     *
     * @param features the random features of each of its events, at least {@link #fewestRows}
     * @param source the sketch of the same events
     */
    public Threshold threshold(int[][] features, Sketch source) {
        if (features.length < fewestRows(window)) {
            throw new IllegalArgumentException("expected at least %d source events to calibrate windows of %d, got %d"
                    .formatted(fewestRows(window), window, features.length));
        }
        double[] statistics = draw(features.clone(), source.sums());
        double mean = Arrays.stream(statistics).average().orElseThrow();
        double variance = Arrays.stream(statistics)
                .map(statistic -> (statistic - mean) * (statistic - mean))
                .average()
                .orElseThrow();
        if (!(variance > 0)) {
            throw new IllegalArgumentException(
                    "expected source events that differ from each other, got %d that are all the same"
                            .formatted(features.length));
        }
        return new Threshold(window, quantile(mean, variance), Mmd.spread(source));
    }

    private double[] draw(int[][] rows, int[] total) {
        Random random = new Random(seed);
        double[] statistics = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] drawn = drawnSum(rows, random);
            int[] others = new int[total.length];
            Arrays.setAll(others, i -> total[i] - drawn[i]);
            statistics[draw] = Mmd.statistic(drawn, window, others, rows.length - window);
        }
        return statistics;
    }

    /** Sum of a window of random rows; shuffling goes on where the last draw left off. */
    private int[] drawnSum(int[][] rows, Random random) {
        int[] sum = new int[rows[0].length];
        for (int i = 0; i < window; i++) {
            int other = i + random.nextInt(rows.length - i);
            int[] row = rows[other];
            rows[other] = rows[i];
            rows[i] = row;
            for (int feature = 0; feature < sum.length; feature++) {
                sum[feature] += row[feature];
            }
        }
        return sum;
    }

    /** Wilson and Hilferty: the cube root of a scaled chi-squared variable is close to normal. */
    private double quantile(double mean, double variance) {
        double freedom = 2 * mean * mean / variance;
        double share = 2 / (9 * freedom);
        return mean * Math.pow(1 - share + normalQuantile() * Math.sqrt(share), 3);
    }

    /** Upper quantile of the standard normal law within 0.0005: Abramowitz and Stegun, formula 26.2.23. */
    private double normalQuantile() {
        double t = Math.sqrt(-2 * Math.log(probability));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
