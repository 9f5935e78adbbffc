package io.realign.cli.feed;

/** Prefixes of output lines of {@code realign feed} that the demo recognises. */
public final class FeedLinePrefixes {
    public static final String ACCURACY = "accuracy";

    /** The line announces the start of a simulated drift. */
    public static final String DRIFT = "drift";

    public static final String PROGRESS = "... ";

    public static final String TABLE = "| ";

    private FeedLinePrefixes() {}
}
