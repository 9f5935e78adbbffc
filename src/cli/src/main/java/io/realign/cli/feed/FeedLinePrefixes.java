package io.realign.cli.feed;

/** Prefixes of feeder output that the demo recognises. */
public final class FeedLinePrefixes {
    /** Accuracy so far. */
    public static final String ACCURACY = "accuracy";

    /** Start of a simulated drift. */
    public static final String DRIFT = "drift";

    /** Progress. */
    public static final String PROGRESS = "... ";

    /** Table row. */
    public static final String TABLE = "| ";

    private FeedLinePrefixes() {}
}
