package io.realign.adaptation.gate;

import java.util.Locale;

/**
 * Whether a candidate sees source and target further apart than the incumbent does, each in the features before its own last
 * layer. Spaces of two networks have no common scale, so each distance is a multiple of what chance makes of it in its own space,
 * and what chance explains is no distance.
 *
 * <p>Advice, and no reason to refuse: measured, nearly all that it would refuse beside the gates does no harm. Features of a
 * harmful candidate lie as near to the source as those of a good one, which is what they are trained for.
 *
 * @param maxGrowth how many times as far apart the candidate may see them, at least 1
 */
public record FeatureDriftCheck(double maxGrowth) {
    private static final String NAME = "feature drift";

    public FeatureDriftCheck {
        if (!(maxGrowth >= 1 && maxGrowth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("growth: expected 1 or more, got " + maxGrowth);
        }
    }

    /**
     * The vote.
     *
     * @param incumbent the distance of target to source in the incumbent's features, as a multiple of chance
     * @param candidate the same in the candidate's
     */
    public CheckResult evaluate(double incumbent, double candidate) {
        double value = Math.max(1, candidate) / Math.max(1, incumbent);
        if (Double.isNaN(value)) {
            return new CheckResult(
                    NAME, -1, maxGrowth, false, "the features are not numbers, so no distance can be told");
        }
        String reason = String.format(
                Locale.ROOT,
                "target from source is %.2f times chance in the candidate's features and %.2f times in the incumbent's: %.3f"
                        + " times as far, expected at most %.3f; advice only",
                candidate,
                incumbent,
                value,
                maxGrowth);
        return new CheckResult(NAME, value, maxGrowth, value <= maxGrowth, reason);
    }
}
