package io.realign.lab.stream;

import java.util.List;

/** The standard settings. */
public final class StreamScenarios {
    private static final GaussianMixture CLUSTERS = GaussianMixture.random(5, 12, 99);

    private StreamScenarios() {}

    /** Settings of independent rows with the changes that a detector should find. */
    public static List<StreamScenario> withChanges() {
        return List.of(
                new StreamScenario(
                        "gaussian-32",
                        32,
                        Gaussian.independent(32),
                        List.of(
                                StreamChanges.meanShift(0.185),
                                StreamChanges.scaleChange(1.105),
                                StreamChanges.singleFeatureShift(1.35),
                                StreamChanges.newCluster(0.1, 1),
                                StreamChanges.dependenceChange(4))),
                new StreamScenario(
                        "neighbours-32",
                        32,
                        Gaussian.correlatedNeighbours(32, 0.9),
                        List.of(StreamChanges.covarianceChange(14))),
                new StreamScenario(
                        "sensors-8", 8, Gaussian.correlatedNeighbours(8, 0.7), List.of(StreamChanges.stuckFeature())),
                new StreamScenario(
                        "gaussian-128",
                        128,
                        Gaussian.independent(128),
                        List.of(StreamChanges.meanShift(0.13), StreamChanges.scaleChange(1.053))),
                new StreamScenario(
                        "heavy-tails-16",
                        16,
                        StudentT.independent(16),
                        List.of(StreamChanges.meanShift(0.3), StreamChanges.scaleChange(1.2))),
                new StreamScenario(
                        "clusters-12",
                        12,
                        CLUSTERS.generator(),
                        List.of(CLUSTERS.componentShift(1), CLUSTERS.priorShift(0.25))),
                new StreamScenario(
                        "counts-20",
                        20,
                        PoissonCounts.independent(20, 3),
                        List.of(PoissonCounts.missingValues(0.05), PoissonCounts.higherRate(5, 0.8))));
    }

    /** Settings whose rows depend on the rows before them, without any change. */
    public static List<StreamScenario> autocorrelated() {
        return List.of(
                new StreamScenario("autoregressive-0.6", 32, Gaussian.autoregressive(32, 0.6), List.of()),
                new StreamScenario("autoregressive-0.9", 32, Gaussian.autoregressive(32, 0.9), List.of()));
    }
}
