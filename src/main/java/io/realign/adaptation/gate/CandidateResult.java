package io.realign.adaptation.gate;

import java.util.List;
import java.util.Optional;

/**
 * Evaluation of one candidate.
 *
 * @param recipe name of the training recipe
 * @param accepted whether a gate accepted the candidate; at most one accepted candidate is released
 * @param accuracyEstimate {@link AccuracyEstimate} on the window, 0 to 1, if available
 * @param gateResults results of all gates
 * @param advisoryChecks checks that are recorded but cannot reject the candidate
 */
public record CandidateResult(
        String recipe,
        boolean accepted,
        Optional<Double> accuracyEstimate,
        List<GateResult> gateResults,
        List<CheckResult> advisoryChecks) {
    public CandidateResult {
        gateResults = List.copyOf(gateResults);
        advisoryChecks = List.copyOf(advisoryChecks);
    }
}
