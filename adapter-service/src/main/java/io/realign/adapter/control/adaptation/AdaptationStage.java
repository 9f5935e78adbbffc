package io.realign.adapter.control.adaptation;

/** Stage of an adaptation. The last five are outcomes. */
public enum AdaptationStage {
    /** Reading the events of the window and the source from Kafka. Not the command {@code replay}, which trains a release again. */
    REPLAYING,
    /** Training candidates. */
    TRAINING,
    /** Evaluating the candidates at the gate. */
    EVALUATING,
    /** A candidate was accepted and published. */
    RELEASED,
    /** The gate rejected every candidate. */
    REJECTED,
    /** An error ended the adaptation without a release. */
    FAILED,
    /** A candidate was accepted, but not released because of the dry run. */
    WITHHELD,
    /** No candidate was trained, because of a later alert of the domain or the CPU limit. */
    SKIPPED;

    boolean isTerminal() {
        return compareTo(EVALUATING) > 0;
    }
}
