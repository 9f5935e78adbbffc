package io.realign.adaptation;

import java.util.List;
import java.util.Optional;

/**
 * What was said of one candidate.
 *
 * @param recipe the name of what it was made by
 * @param accepted whether it could have been released
 * @param accuracyEstimate an {@link AccuracyEstimate} of it on the window, 0 to 1; empty where there is nothing to estimate it
 *     from
 * @param verdicts of every gate that judges such a candidate
 * @param advice votes that are recorded and refuse nothing
 */
public record JudgedCandidate(
        String recipe, boolean accepted, Optional<Double> accuracyEstimate, List<Verdict> verdicts, List<Vote> advice) {
    public JudgedCandidate {
        verdicts = List.copyOf(verdicts);
        advice = List.copyOf(advice);
    }
}
