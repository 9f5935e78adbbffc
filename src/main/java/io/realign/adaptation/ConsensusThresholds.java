package io.realign.adaptation;

/**
 * How near a candidate must stay to two learners that have little in common.
 *
 * @param holdOutDrop how much less of the labelled source hold-out the candidate may get right than the incumbent, 0 to 1
 * @param common the share of the window on which the two learners must agree for their word to count, 0 to 1
 * @param rows how many the window must have, for of fewer what the two say in common is mostly chance; at least 1
 * @param slack how much less the candidate may agree with either of them than they agree with each other, 0 to 1
 */
public record ConsensusThresholds(double holdOutDrop, double common, int rows, double slack) {
    public static final ConsensusThresholds DEFAULT = new ConsensusThresholds(.02, .70, 250, .05);

    public ConsensusThresholds {
        GateThresholds.requireShare("holdOutDrop", holdOutDrop);
        GateThresholds.requireShare("common", common);
        GateThresholds.requireShare("slack", slack);
        if (rows < 1) {
            throw new IllegalArgumentException("rows: expected at least 1, got " + rows);
        }
    }
}
