package io.realign.cli.feed;

/**
 * Facts about an event that serve to score only.
 *
 * @param label true label
 * @param phase part of the stream
 * @param frozenLabel prediction of the base model; the true label if unknown
 */
record GroundTruth(String label, String phase, String frozenLabel) {
    /** A truth without a prediction of the base model. */
    GroundTruth(String label, String phase) {
        this(label, phase, label);
    }
}
