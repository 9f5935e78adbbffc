package io.realign.adaptation;

/**
 * How far a candidate may go. Together they are a trust region.
 *
 * @param holdOutDrop how much less of the labelled source hold-out the candidate may get right than the incumbent, 0 to
 *     1
 * @param agreement the share of the newest target window on which both must name the same class, 0 to 1
 * @param shareChange the most that the predicted class shares of the window may move, as total variation, 0 to 1
 * @param common the share of the window on which an unlike learner, where there is one, must name the same class for
 *     anything to be said: the same as the incumbent, or as the candidate if that was not trained, 0 to 1
 */
public record GateThresholds(double holdOutDrop, double agreement, double shareChange, double common) {
    public static final GateThresholds DEFAULT = new GateThresholds(.02, .90, .05, .70);

    public GateThresholds {
        requireShare("holdOutDrop", holdOutDrop);
        requireShare("agreement", agreement);
        requireShare("shareChange", shareChange);
        requireShare("common", common);
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": expected 0 to 1, got " + value);
        }
    }
}
