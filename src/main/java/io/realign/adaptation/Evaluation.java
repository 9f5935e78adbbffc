package io.realign.adaptation;

import java.util.List;
import java.util.Optional;

/**
 * What was seen of the candidates on the way to an outcome. Nothing follows from it: it is for those who read the record.
 *
 * @param incumbentAccuracyEstimate an {@link AccuracyEstimate} of the live model on the window, 0 to 1; empty where there is
 *     nothing to estimate it from
 * @param candidateAccuracyEstimate the same of the candidate that the votes are about
 * @param labelsWanted events whose labels would tell most, where the gate could not tell; the most telling first
 */
public record Evaluation(
        Optional<Double> incumbentAccuracyEstimate,
        Optional<Double> candidateAccuracyEstimate,
        List<LabelRequest> labelsWanted) {
    /** Nothing was looked at. */
    public static final Evaluation NONE = new Evaluation(Optional.empty(), Optional.empty(), List.of());

    public Evaluation {
        labelsWanted = List.copyOf(labelsWanted);
    }
}
