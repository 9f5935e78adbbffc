package io.realign.adapter.control.adaptation;

/** Stage of an adaptation. The last five are outcomes. */
public enum AdaptationStage {
    /** Reading the window and the source from Kafka. */
    REPLAYING,
    /** Training candidates. */
    TRAINING,
    /** Evaluating the candidates at the gate. */
    EVALUATING,
    /** A candidate was accepted and published. */
    RELEASED,
    /** The gate rejected every candidate. */
    REJECTED,
    /** No candidate could be trained. */
    FAILED,
    /** A candidate was accepted in a dry run. */
    WITHHELD,
    /** No candidate was trained: a later alert or the CPU limit took precedence. */
    SKIPPED;

    boolean isTerminal() {
        return compareTo(EVALUATING) > 0;
    }
}
