package io.realign.cli.feed;

/**
 * Withheld facts about a target event, used only to measure the accuracy of its prediction.
 *
 * @param label true label
 * @param phase part of the stream whose accuracy is counted separately
 * @param baseModelLabel prediction of the base model; the true label if unknown
 */
record GroundTruth(String label, String phase, String baseModelLabel) {
    /** Without a prediction of the base model. */
    GroundTruth(String label, String phase) {
        this(label, phase, label);
    }
}
