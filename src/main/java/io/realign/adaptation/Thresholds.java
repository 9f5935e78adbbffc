package io.realign.adaptation;

/**
 * Every line that is drawn when a candidate is judged.
 *
 * @param near for a candidate that stays near the incumbent
 * @param consensus for one that goes further
 * @param probe for labelled rows of the target, where there are any
 * @param doubt below which such labels are asked for
 * @param drift of the features, which is advice
 */
public record Thresholds(
        GateThresholds near, ConsensusThresholds consensus, LabelledProbe probe, Doubt doubt, FeatureDrift drift) {
    public static final Thresholds DEFAULT = new Thresholds(
            GateThresholds.DEFAULT,
            ConsensusThresholds.DEFAULT,
            new LabelledProbe(.05),
            new Doubt(.8),
            new FeatureDrift(1.25));
}
