package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.Whitening;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Finds from quiet rows alone what chance does: their order is shuffled over and over, each time the windows run over
 * them, and what comes out is what windows do when nothing has changed.
 *
 * <p>Rows are drawn without replacement, which gives the statistic its right mean although the rows are few and are
 * compared with their own mean: a window of {@code w} of {@code n} rows has {@code 1 - w / n} of the variance. Rows that
 * depend on their neighbours are shuffled in blocks, from which the laws are taken; the height is then that of the same
 * rows shuffled one by one, because the few blocks that a stretch is made of repeat the same extremes in every shuffle.
 *
 * @param arl average run length: events from one false alarm to the next, 100 to 1e12
 * @param seed of the shuffles
 */
public record Calibration(double arl, long seed) {
    /** Windows are shorter than half of the rows that they are drawn from. */
    private static final int ROWS_PER_LENGTH = 4;

    /** A block is so many times as long as the rows remember. */
    private static final int BLOCK_TIMES = 12;

    private static final int FEWEST_BLOCKS = 10;
    private static final int FEWEST_SHUFFLES = 100;

    /** Events that the shuffles have together. */
    private static final int EVENTS = 400_000;

    public static final double SHORTEST_ARL = 100;
    public static final double LONGEST_ARL = 1e12;

    public Calibration {
        if (!(arl >= SHORTEST_ARL && arl <= LONGEST_ARL)) {
            throw new IllegalArgumentException("expected an average run length of %.0f to %.0e events, got %s"
                    .formatted(SHORTEST_ARL, LONGEST_ARL, arl));
        }
    }

    /** The fewest rows that tell anything. */
    static final int FEWEST_ROWS = 2 * ROWS_PER_LENGTH * DyadicWindows.SHORTEST;

    /**
     * The threshold for windows that are compared with the mean of rows like these.
     *
     * @param rows in the order of time, {@link #FEWEST_ROWS} or more, none of which the whitening was fitted to
     * @param levels at which windows will be looked at; those that are too long to be measured follow the longest that
     *     is not
     */
    Threshold threshold(float[][] rows, Whitening whitening, Autocorrelation correlation, int levels) {
        Shuffles shuffles = shuffles(rows, whitening, 1, levels, seed);
        Law event = shuffles.event();
        List<Laws> laws = shuffles.levels();
        Calibrated height = shuffles.height(event, laws, this);
        return threshold(height, event, correlated(rows, whitening, correlation, laws, seed), correlation, levels);
    }

    /** The same with a height that is known, because it hardly depends on the rows. */
    static Threshold threshold(
            float[][] rows, Whitening whitening, Autocorrelation correlation, int levels, Calibrated height) {
        Shuffles shuffles = shuffles(rows, whitening, 1, levels, height.seed());
        List<Laws> laws = correlated(rows, whitening, correlation, shuffles.levels(), height.seed());
        return threshold(height, shuffles.event(), laws, correlation, levels);
    }

    private static Threshold threshold(
            Calibrated height, Law event, List<Laws> measured, Autocorrelation correlation, int levels) {
        List<Laws> laws = new ArrayList<>(measured);
        while (laws.size() < levels) {
            laws.add(measured.get(measured.size() - 1));
        }
        return new Threshold(height, event, laws, correlation.time());
    }

    private static List<Laws> correlated(
            float[][] rows, Whitening whitening, Autocorrelation correlation, List<Laws> independent, long seed) {
        int block = block(correlation, rows.length);
        if (block == 1) {
            return independent;
        }
        Autocorrelation ofTypicality = Autocorrelation.ofTypicality(Shuffles.centred(rows), whitening);
        List<Laws> blocks =
                shuffles(rows, whitening, block, independent.size(), seed).levels();
        List<Laws> laws = new ArrayList<>();
        for (int level = 0; level < blocks.size(); level++) {
            int length = DyadicWindows.shortest(level);
            Laws one = independent.get(level);
            Laws kept = blocks.get(level);
            // Few blocks repeat the same extremes, so tails are those of the rows one by one, too.
            laws.add(new Laws(
                    kept.discrepancy()
                            .times(correlation.lost(length, block))
                            .stretched(one.discrepancy().stretch()),
                    kept.typicality()
                            .widened(Math.sqrt(ofTypicality.lost(length, block)))
                            .stretched(one.typicality().stretch())));
        }
        return laws;
    }

    /** How many rows stay together when {@code rows} of them are shuffled. */
    static int block(Autocorrelation correlation, int rows) {
        int wanted = correlation.coefficients().length == 0 ? 1 : (int) Math.ceil(BLOCK_TIMES * correlation.time());
        return Math.max(1, Math.min(rows / FEWEST_BLOCKS, wanted));
    }

    private static Shuffles shuffles(float[][] rows, Whitening whitening, int block, int levels, long seed) {
        int measured = 1;
        while (measured < levels && DyadicWindows.shortest(measured) * ROWS_PER_LENGTH <= rows.length) {
            measured++;
        }
        int shuffles = Math.max(FEWEST_SHUFFLES, EVENTS / rows.length);
        return Shuffles.of(rows, whitening, block, measured, shuffles, new Random(seed));
    }
}
