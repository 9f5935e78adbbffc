package io.realign.lab.stream;

import java.util.ArrayList;
import java.util.List;

/** The standard scenarios. */
public final class StreamScenarios {
    private static final GaussianMixture CLUSTERS = GaussianMixture.random(5, 12, 99);

    /** Fraction of the rows in a new cluster. */
    private static final double CLUSTER_SHARE = 0.1;

    private static final double CLUSTER_SHIFT = 1;

    private static final int HIGHER_RATE_FEATURES = 5;

    /** Added to the Poisson rate of a feature. */
    private static final double ADDED_RATE = 0.8;

    private StreamScenarios() {}

    /** Scenarios of independent rows with changes to detect. */
    public static List<StreamScenario> withChanges() {
        return List.of(
                new StreamScenario(
                        "gaussian-32",
                        32,
                        StreamGenerators.gaussian(32),
                        List.of(
                                StreamChanges.meanShift(0.185),
                                StreamChanges.scaleChange(1.105),
                                StreamChanges.singleFeatureShift(1.35),
                                StreamChanges.newCluster(CLUSTER_SHARE, CLUSTER_SHIFT),
                                StreamChanges.dependenceInGroupsOf(4))),
                new StreamScenario(
                        "neighbours-32",
                        32,
                        StreamGenerators.correlatedNeighbours(32, 0.9),
                        List.of(StreamChanges.swappedFeatures(14))),
                new StreamScenario(
                        "sensors-8",
                        8,
                        StreamGenerators.correlatedNeighbours(8, 0.7),
                        List.of(StreamChanges.stuckFeature())),
                new StreamScenario(
                        "gaussian-128",
                        128,
                        StreamGenerators.gaussian(128),
                        List.of(StreamChanges.meanShift(0.13), StreamChanges.scaleChange(1.053))),
                new StreamScenario(
                        "heavy-tails-16",
                        16,
                        StreamGenerators.studentT(16),
                        List.of(StreamChanges.meanShift(0.3), StreamChanges.scaleChange(1.2))),
                new StreamScenario(
                        "clusters-12",
                        12,
                        CLUSTERS.generator(),
                        List.of(CLUSTERS.clusterShift(1), CLUSTERS.priorShift(0.25))),
                new StreamScenario(
                        "counts-20",
                        20,
                        StreamGenerators.poisson(20, 3),
                        List.of(
                                StreamChanges.missingValues(0.05),
                                StreamChanges.higherRate(HIGHER_RATE_FEATURES, ADDED_RATE))));
    }

    /** The scenarios with changes, and autocorrelated ones without. */
    public static List<StreamScenario> all() {
        List<StreamScenario> all = new ArrayList<>(withChanges());
        all.add(new StreamScenario("autoregressive-0.6", 32, StreamGenerators.autoregressive(32, 0.6), List.of()));
        all.add(new StreamScenario("autoregressive-0.9", 32, StreamGenerators.autoregressive(32, 0.9), List.of()));
        return all;
    }
}
