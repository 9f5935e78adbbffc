package io.realign.rollout;

/**
 * How far a release in the field may fall behind what it showed on the window that it was accepted for, before it has to go
 * back. A line counts as crossed when what was found lies so far beyond it that chance explains it once in two hundred times
 * at most.
 *
 * @param maxAgreementDrop by how much fewer of the compared events both models may answer alike, as a fraction
 * @param maxConfidenceDrop by how much the mean confidence may lie below the predecessor's; where it did so on the window, by so
 *     much more
 * @param maxClassShareShift by how much farther the shares of the classes may move, in total variation
 * @param maxDrift by how much farther the mean probabilities of the active share may lie from those of the rest, in Euclidean
 *     distance
 */
public record RolloutThresholds(
        double maxAgreementDrop, double maxConfidenceDrop, double maxClassShareShift, double maxDrift) {
    /** A window is one draw from a target that may move on: what follows it may be answered a little otherwise. */
    public static final RolloutThresholds DEFAULT = new RolloutThresholds(.05, .05, .05, .05);

    public RolloutThresholds {
        fraction("agreement", maxAgreementDrop);
        fraction("confidence", maxConfidenceDrop);
        fraction("shares", maxClassShareShift);
        fraction("drift", maxDrift);
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s: expected a value from 0 to 1, got %s".formatted(name, value));
        }
    }
}
