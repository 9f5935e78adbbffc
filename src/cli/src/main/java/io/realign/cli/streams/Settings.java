package io.realign.cli.streams;

import java.util.List;

/** The standard settings. */
public final class Settings {
    private static final Clusters CLUSTERS = Clusters.draw(5, 12, 99);

    private Settings() {}

    /** Settings of independent rows with the changes that a detector should find. */
    public static List<Setting> changing() {
        return List.of(
                new Setting(
                        "gaussian-32",
                        32,
                        Gaussian.independent(32),
                        List.of(
                                Changes.mean(0.185),
                                Changes.variance(1.105),
                                Changes.oneFeature(1.35),
                                Changes.cluster(0.1, 1),
                                Changes.dependence(4))),
                new Setting("neighbours-32", 32, Gaussian.neighbours(32, 0.9), List.of(Changes.covariance(14))),
                new Setting("sensors-8", 8, Gaussian.neighbours(8, 0.7), List.of(Changes.stuck())),
                new Setting(
                        "gaussian-128",
                        128,
                        Gaussian.independent(128),
                        List.of(Changes.mean(0.13), Changes.variance(1.053))),
                new Setting(
                        "heavy-tails-16",
                        16,
                        StudentT.independent(16),
                        List.of(Changes.mean(0.3), Changes.variance(1.2))),
                new Setting("clusters-12", 12, CLUSTERS.law(), List.of(CLUSTERS.moved(1), CLUSTERS.priors(0.25))),
                new Setting("counts-20", 20, Counts.poisson(20, 3), List.of(Counts.lost(0.05), Counts.more(5, 0.8))));
    }

    /** Settings whose rows depend on the rows before them, without any change. */
    public static List<Setting> correlated() {
        return List.of(
                new Setting("autoregressive-0.6", 32, Gaussian.autoregressive(32, 0.6), List.of()),
                new Setting("autoregressive-0.9", 32, Gaussian.autoregressive(32, 0.9), List.of()));
    }
}
