package io.realign.cli.feed;

/** Beginnings of lines that a feeder says and the demo listens for. */
public final class FeedLinePrefixes {
    /** How good the answers are up to now. */
    public static final String ACCURACY = "accuracy";

    /** From now on the simulated sensors are others. */
    public static final String DRIFT = "drift";

    /** What is being waited for; worth a line only when there is nothing else. */
    public static final String PROGRESS = "... ";

    /** Part of a table. */
    public static final String TABLE = "| ";

    private FeedLinePrefixes() {}
}
