package io.realign.cli.feed;

/**
 * Withheld facts about a target event, used only to score its predictions.
 *
 * @param label true label
 * @param phase part of the stream whose accuracy is counted separately
 * @param frozenLabel prediction of the base model; the true label if unknown
 */
record GroundTruth(String label, String phase, String frozenLabel) {
    /** Without a prediction of the base model. */
    GroundTruth(String label, String phase) {
        this(label, phase, label);
    }
}
