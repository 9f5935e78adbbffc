package io.realign.adapter.control.adaptation;

/** How far an adaptation has come. */
public enum AdaptationStage {
    /** The events that it is made of are read again. */
    REPLAYING,
    /** A candidate is trained. */
    TRAINING,
    /** The gate looks at it. */
    EVALUATING,
    /** It was accepted and is live. */
    RELEASED,
    /** The gate refused it. */
    REJECTED,
    /** There was no candidate. */
    FAILED,
    /** It was accepted, and is not released. */
    WITHHELD,
    /** Nothing was tried. */
    SKIPPED;

    /** Whether an adaptation ends with it. */
    boolean isTerminal() {
        return compareTo(EVALUATING) > 0;
    }
}
