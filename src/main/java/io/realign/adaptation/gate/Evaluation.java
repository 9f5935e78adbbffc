package io.realign.adaptation.gate;

import io.realign.event.Preconditions;
import java.util.List;
import java.util.Optional;

/**
 * Evaluation of all candidates of an adaptation.
 *
 * @param servingAccuracyEstimate {@link AccuracyEstimate} of the serving model on the window, 0 to 1, if available
 * @param candidateAccuracyEstimate {@link AccuracyEstimate} of the selected candidate on the window, 0 to 1, if
 *     available
 * @param candidates all evaluated candidates in the order of training, at most 32
 * @param labelRequests events whose labels would be most informative, in descending order; empty unless the gate was
 *     inconclusive
 */
public record Evaluation(
        Optional<Double> servingAccuracyEstimate,
        Optional<Double> candidateAccuracyEstimate,
        List<CandidateResult> candidates,
        List<LabelRequest> labelRequests) {
    public static final Evaluation NONE = new Evaluation(Optional.empty(), Optional.empty(), List.of(), List.of());

    /** Larger than the number of recipes, and small enough for a Kafka record. */
    private static final int MAX_CANDIDATES = 32;

    public Evaluation {
        candidates = List.copyOf(candidates);
        labelRequests = List.copyOf(labelRequests);
        Preconditions.requireBetween("candidates", candidates.size(), 0, MAX_CANDIDATES);
        Preconditions.requireBetween("labelRequests", labelRequests.size(), 0, LabelRequestPolicy.MAX_REQUESTS);
    }
}
