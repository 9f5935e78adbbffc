package io.realign.adaptation;

/**
 * Every line that is drawn when a candidate is judged.
 *
 * @param near for a candidate that stays near the incumbent
 * @param consensus for one that goes further
 */
public record Thresholds(GateThresholds near, ConsensusThresholds consensus) {
    public static final Thresholds DEFAULT = new Thresholds(GateThresholds.DEFAULT, ConsensusThresholds.DEFAULT);
}
