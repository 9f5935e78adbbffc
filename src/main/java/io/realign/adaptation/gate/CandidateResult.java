package io.realign.adaptation.gate;

import java.util.List;
import java.util.Optional;

/**
 * What was said of one candidate.
 *
 * @param recipe the name of what it was made by
 * @param accepted whether it could have been released
 * @param accuracyEstimate an {@link AccuracyEstimate} of it on the window, 0 to 1; empty where there is nothing to estimate it
 *     from
 * @param gateResults of every gate that judges such a candidate
 * @param advisoryChecks votes that are recorded and refuse nothing
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
