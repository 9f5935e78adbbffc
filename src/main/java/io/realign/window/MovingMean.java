package io.realign.window;

import io.realign.event.Preconditions;

/**
 * How the expected value of a row follows the time order of a stream: one exponential mean for each slot of a season,
 * or one for all rows.
 *
 * @param slots number of slots of the season, 1 without a season; the slot with the running number {@code n} is the
 *     slot {@code n % slots} of the season
 * @param rate weight that all rows of one visit of a slot together have in its mean, above 0 and at most 1
 * @param warmUp number of rows before the first residual
 */
public record MovingMean(int slots, double rate, int warmUp) {
    /** Longest period and longest memory, in rows. */
    public static final int MAX_ROWS = 1_000_000;

    /** Shortest memory, in rows. With a shorter one, most of a change is in the mean after a few rows. */
    public static final int MIN_MEMORY = 10;

    /** A season is the mean of about 20 periods. */
    private static final double SEASON_RATE = 0.05;

    /** Rows with a known mean that are needed to measure the deviation of the residuals. */
    private static final int DEVIATION_ROWS = 32;

    /**
     * Returns the mean of each slot of a season, over about 20 periods.
     *
     * @param period length of the season in rows, 2 to {@value #MAX_ROWS}
     */
    public static MovingMean seasonal(int period) {
        Preconditions.requireBetween("period", period, 2, MAX_ROWS);
        return new MovingMean(period, SEASON_RATE, period + DEVIATION_ROWS);
    }

    /**
     * Returns the mean of each slot of a season, over about 20 periods, in which a slot has any number of rows.
     *
     * @param slots number of slots of a period, 2 or more
     */
    static MovingMean ofSlots(int slots) {
        return new MovingMean(slots, SEASON_RATE, DEVIATION_ROWS);
    }

    /**
     * Returns the exponential mean of all rows.
     *
     * @param memory time constant in rows, {@value #MIN_MEMORY} to {@value #MAX_ROWS}
     */
    public static MovingMean rolling(int memory) {
        Preconditions.requireBetween("memory", memory, MIN_MEMORY, MAX_ROWS);
        return new MovingMean(1, 1.0 / memory, memory + DEVIATION_ROWS);
    }
}
