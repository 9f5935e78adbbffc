package io.realign.adaptation.gate;

/**
 * Thresholds and settings for evaluating candidates.
 *
 * @param trustRegion thresholds for candidates whose predictions differ little from those of the serving model
 * @param consensus thresholds for candidates whose predictions differ more
 * @param probe test on the labelled probe, if there is one
 * @param labelRequests conditions under which labels are requested
 * @param embeddingDrift advisory check of the distance between source and target embeddings
 */
public record GateSettings(
        TrustRegionThresholds trustRegion,
        ConsensusThresholds consensus,
        LabelledProbeTest probe,
        LabelRequestPolicy labelRequests,
        EmbeddingDriftCheck embeddingDrift) {
    public static final GateSettings DEFAULT = new GateSettings(
            TrustRegionThresholds.DEFAULT,
            ConsensusThresholds.DEFAULT,
            new LabelledProbeTest(.05),
            new LabelRequestPolicy(.8),
            new EmbeddingDriftCheck(1.25));
}
