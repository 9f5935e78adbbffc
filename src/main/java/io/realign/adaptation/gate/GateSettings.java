package io.realign.adaptation.gate;

/**
 * Thresholds for evaluating candidates.
 *
 * @param trustRegion for candidates close to the serving model
 * @param consensus for candidates further away
 * @param probe for the labelled probe, if there is one
 * @param labelRequests when labels are requested
 * @param featureDrift advisory check of the embeddings
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
