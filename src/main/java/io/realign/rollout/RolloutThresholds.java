package io.realign.rollout;

/**
 * Where the lines are between a release that may go on and one that has to go back. A line counts as crossed when what was
 * found lies so far beyond it that chance explains it once in two hundred times at most.
 *
 * @param agreement fewest of the compared events on which both models say the same, as a fraction
 * @param confidence most that the mean confidence may fall below the predecessor's on the same events
 * @param shares most that the shares of the classes may move on the same events, in total variation
 * @param drift farthest that the mean probabilities of the active share may lie from those of the rest, in Euclidean distance
 */
public record RolloutThresholds(double agreement, double confidence, double shares, double drift) {
    /**
     * As wide as what the gates let pass: a candidate that moves far has to agree with an unlike learner on .7 of its window,
     * and with the model before on no more.
     */
    public static final RolloutThresholds DEFAULT = new RolloutThresholds(.70, .05, .30, .40);

    public RolloutThresholds {
        fraction("agreement", agreement);
        fraction("confidence", confidence);
        fraction("shares", shares);
        fraction("drift", drift);
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s: expected a value from 0 to 1, got %s".formatted(name, value));
        }
    }
}
