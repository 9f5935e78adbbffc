package io.realign.adaptation.gate;

/**
 * How far a candidate may go. Together they are a trust region.
 *
 * @param maxHoldOutDrop how much less of the labelled source hold-out the candidate may get right than the incumbent, 0 to
 *     1
 * @param minAgreement the share of the newest target window on which both must name the same class, 0 to 1
 * @param maxClassShareChange the most that the predicted class shares of the window may move, as total variation, 0 to 1
 * @param minLearnerAgreement the share of the window on which an unlike learner, where there is one, must name the same class for
 *     anything to be said: the same as the incumbent, or as the candidate if that was not trained, 0 to 1
 */
public record TrustRegionThresholds(
        double maxHoldOutDrop, double minAgreement, double maxClassShareChange, double minLearnerAgreement) {
    public static final TrustRegionThresholds DEFAULT = new TrustRegionThresholds(.02, .90, .05, .70);

    public TrustRegionThresholds {
        requireFraction("holdOutDrop", maxHoldOutDrop);
        requireFraction("agreement", minAgreement);
        requireFraction("shareChange", maxClassShareChange);
        requireFraction("common", minLearnerAgreement);
    }

    static void requireFraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": expected 0 to 1, got " + value);
        }
    }
}
