package io.realign.adaptation.gate;

import io.realign.event.Preconditions;
import java.util.Locale;

/**
 * Compares the distance between source and target in the embeddings of the candidate with that in the embeddings of the
 * serving model. Embeddings of two networks have no common scale, so each distance is a multiple of the distance
 * expected without drift, and multiples below 1 count as 1.
 *
 * <p>Advisory: measured on benchmarks, nearly all candidates that this check alone would reject are harmless, and
 * harmful ones align the domains as well as good ones, since training optimises the alignment.
 *
 * @param maxGrowth maximum ratio of the distances, at least 1
 */
public record FeatureDriftCheck(double maxGrowth) {
    private static final String NAME = "feature drift";

    public FeatureDriftCheck {
        Preconditions.requireAtLeast("maxGrowth", maxGrowth, 1);
    }

    /**
     * Evaluates a candidate.
     *
     * @param serving distance in the embeddings of the serving model, as a multiple of that without drift
     * @param candidate distance in the embeddings of the candidate, as a multiple of that without drift
     */
    public CheckResult evaluate(double serving, double candidate) {
        double value = Math.max(1, candidate) / Math.max(1, serving);
        if (Double.isNaN(value)) {
            return new CheckResult(
                    NAME, -1, maxGrowth, false, "the embeddings are not finite, so there is no distance");
        }
        String reason = String.format(
                Locale.ROOT,
                "distance of target and source relative to chance: %.2f for the candidate and %.2f for the serving"
                        + " model, ratio %.3f, expected at most %.3f; advice only",
                candidate,
                serving,
                value,
                maxGrowth);
        return new CheckResult(NAME, value, maxGrowth, value <= maxGrowth, reason);
    }
}
