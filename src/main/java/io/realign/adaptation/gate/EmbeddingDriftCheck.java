package io.realign.adaptation.gate;

import io.realign.event.Preconditions;
import java.util.Locale;

/**
 * Checks whether the distance between source and target embeddings has grown from the serving model to the candidate.
 * The embeddings of two networks have different scales, so each distance is expressed as a multiple of the distance
 * without drift. A multiple below 1 counts as 1.
 *
 * <p>The check is advisory: on benchmarks, nearly all candidates that only this check would reject are harmless.
 * Harmful candidates align source and target no less than good candidates, since training optimises the alignment.
 *
 * @param maxGrowth maximum ratio of the distance of the candidate to that of the serving model, at least 1
 */
public record EmbeddingDriftCheck(double maxGrowth) {
    private static final String NAME = "embedding drift";

    public EmbeddingDriftCheck {
        Preconditions.requireAtLeast("maxGrowth", maxGrowth, 1);
    }

    /**
     * Evaluates a candidate.
     *
     * @param serving distance in the embeddings of the serving model, as a multiple of the distance without drift
     * @param candidate distance in the embeddings of the candidate, as a multiple of the distance without drift
     */
    public CheckResult evaluate(double serving, double candidate) {
        double value = Math.max(1, candidate) / Math.max(1, serving);
        if (Double.isNaN(value)) {
            return new CheckResult(
                    NAME, -1, maxGrowth, false, "the embeddings are not finite, so there is no distance");
        }
        String reason = String.format(
                Locale.ROOT,
                "distance of source and target as a multiple of the distance without drift: %.2f for the candidate and"
                        + " %.2f for the serving model, ratio %.3f, expected at most %.3f; advisory",
                candidate,
                serving,
                value,
                maxGrowth);
        return new CheckResult(NAME, value, maxGrowth, value <= maxGrowth, reason);
    }
}
