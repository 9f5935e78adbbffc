package io.realign.adaptation.gate;

/**
 * Every line that is drawn when a candidate is judged.
 *
 * @param trustRegion for a candidate that stays near the incumbent
 * @param consensus for one that goes further
 * @param probe for labelled rows of the target, where there are any
 * @param labelRequests below which such labels are asked for
 * @param featureDrift of the features, which is advice
 */
public record GateSettings(
        TrustRegionThresholds trustRegion,
        ConsensusThresholds consensus,
        LabelledProbe probe,
        LabelRequestPolicy labelRequests,
        FeatureDriftCheck featureDrift) {
    public static final GateSettings DEFAULT = new GateSettings(
            TrustRegionThresholds.DEFAULT,
            ConsensusThresholds.DEFAULT,
            new LabelledProbe(.05),
            new LabelRequestPolicy(.8),
            new FeatureDriftCheck(1.25));
}
