package io.realign.adaptation.gate;

import java.util.List;
import java.util.Optional;

/**
 * What was seen of the candidates on the way to an outcome. Nothing follows from it: it is for those who read the record.
 *
 * @param servingAccuracyEstimate an {@link AccuracyEstimate} of the live model on the window, 0 to 1; empty where there is
 *     nothing to estimate it from
 * @param candidateAccuracyEstimate the same of the candidate that the votes are about
 * @param candidates all that were judged, in the order in which they were made; at most 32
 * @param labelRequests events whose labels would tell most, where the gate could not tell; the most telling first
 */
public record Evaluation(
        Optional<Double> servingAccuracyEstimate,
        Optional<Double> candidateAccuracyEstimate,
        List<CandidateResult> candidates,
        List<LabelRequest> labelRequests) {
    /** Nothing was looked at. */
    public static final Evaluation NONE = new Evaluation(Optional.empty(), Optional.empty(), List.of(), List.of());

    /** Many more than there are recipes, and few enough for a message. */
    private static final int MAX_CANDIDATES = 32;

    public Evaluation {
        candidates = List.copyOf(candidates);
        labelRequests = List.copyOf(labelRequests);
        requireAtMost("candidates", MAX_CANDIDATES, candidates.size());
        requireAtMost("labelsWanted", LabelRequestPolicy.MAX_REQUESTS, labelRequests.size());
    }

    private static void requireAtMost(String name, int most, int actual) {
        if (actual > most) {
            throw new IllegalArgumentException("%s: expected at most %d, got %d".formatted(name, most, actual));
        }
    }
}
