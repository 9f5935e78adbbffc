package io.realign.adapter.adaptation;

/** How far an adaptation has come. */
public enum Stage {
    /** The events that it is made of are read again. */
    REPLAYING,
    /** A candidate is trained. */
    TRAINING,
    /** The gate looks at it. */
    JUDGING,
    /** It was accepted and is live. */
    RELEASED,
    /** The gate refused it. */
    REFUSED,
    /** There was no candidate. */
    FAILED,
    /** It was accepted, and is not released. */
    WITHHELD,
    /** Nothing was tried. */
    SKIPPED;

    /** Whether an adaptation ends with it. */
    boolean last() {
        return compareTo(JUDGING) > 0;
    }
}
