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

    /** The scenarios with changes to detect; their rows are independent. */
    public static List<StreamScenario> withChanges() {
        return all().stream().filter(scenario -> !scenario.changes().isEmpty()).toList();
    }

    /** All scenarios: those of independent rows, and autocorrelated ones without changes. */
    public static List<StreamScenario> all() {
        List<StreamScenario> all = new ArrayList<>(independent());
        all.add(autoregressive(32, 0.6));
        all.add(autoregressive(32, 0.9));
        return all;
    }

    /**
     * Independent standard normal features, each AR(1) over time, without changes.
     *
     * @param width number of features
     * @param coefficient autocorrelation at lag 1, 0 to below 1
     */
    public static StreamScenario autoregressive(int width, double coefficient) {
        return new StreamScenario(
                "autoregressive-" + coefficient, width, StreamGenerators.autoregressive(width, coefficient), List.of());
    }

    private static List<StreamScenario> independent() {
        return List.of(
                new StreamScenario(
                        "gaussian-32",
                        32,
                        StreamGenerators.gaussian(32),
                        List.of(
                                StreamChanges.meanShift(0.185),
                                StreamChanges.scaleChange(1.105),
                                StreamChanges.singleFeatureShift("one-feature", 1.35),
                                StreamChanges.newCluster("cluster", CLUSTER_SHARE, CLUSTER_SHIFT),
                                StreamChanges.dependenceInGroupsOf(4),
                                StreamChanges.singleFeatureShift("one-feature-mean", 0.5),
                                StreamChanges.singleFeatureScale(1.6),
                                StreamChanges.newCluster("cluster-5", CLUSTER_SHARE / 2, CLUSTER_SHIFT),
                                StreamChanges.dropout(2, 0.02, -6),
                                StreamChanges.burst(12, 1))),
                new StreamScenario(
                        "neighbours-32",
                        32,
                        StreamGenerators.correlatedNeighbours(32, 0.9),
                        List.of(StreamChanges.swappedFeatures(14))),
                new StreamScenario(
                        "sensors-8",
                        8,
                        StreamGenerators.correlatedNeighbours(8, 0.7),
                        List.of(StreamChanges.stuckFeature(), StreamChanges.dropout(2, 0.02, -6))),
                new StreamScenario(
                        "gaussian-128",
                        128,
                        StreamGenerators.gaussian(128),
                        List.of(
                                StreamChanges.meanShift(0.13),
                                StreamChanges.scaleChange(1.053),
                                StreamChanges.singleFeatureShift("one-feature-mean", 0.5))),
                new StreamScenario(
                        "heavy-tails-16",
                        16,
                        StreamGenerators.studentT(16, 3),
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
                                StreamChanges.higherRate(HIGHER_RATE_FEATURES, ADDED_RATE))),
                new StreamScenario(
                        "student-t2-16",
                        16,
                        StreamGenerators.studentT(16, 2),
                        List.of(StreamChanges.scaleChange("scale", 1.2))),
                new StreamScenario(
                        "pairs-32",
                        32,
                        StreamGenerators.correlatedPairs(32, 0.8),
                        List.of(
                                StreamChanges.negatedPairs(16),
                                StreamChanges.negatedPairs(4),
                                StreamChanges.negatedPairs(1))),
                new StreamScenario(
                        "integers-24",
                        IntegerTable.WIDTH,
                        IntegerTable.generator(),
                        List.of(IntegerTable.higherRate(), IntegerTable.frequentFlag())),
                new StreamScenario("one-hots-30", CategoryTable.WIDTH, CategoryTable.generator(), List.of()),
                new StreamScenario("log-normal-12", 12, StreamGenerators.logNormal(12, 0.6, 0.5), List.of()),
                new StreamScenario("zeros-20", 20, StreamGenerators.mostlyZero(20, 0.7), List.of()),
                new StreamScenario(
                        "spiky-16",
                        SpikyTable.WIDTH,
                        SpikyTable.generator(),
                        List.of(StreamChanges.noiseInLastFeature("constant", 0.01))));
    }
}
