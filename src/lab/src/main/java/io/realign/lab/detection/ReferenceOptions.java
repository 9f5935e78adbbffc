package io.realign.lab.detection;

import io.realign.alert.FittedReference;
import io.realign.lab.detector.DyadicMmd;
import picocli.CommandLine.Option;

/** Options of the reference in commands that repeat a measurement with several seeds. */
final class ReferenceOptions {
    @Option(
            names = "--arl",
            defaultValue = "10000",
            description = "Average run length: mean number of events until a false suspicion (${DEFAULT-VALUE}).")
    private double arl;

    @Option(
            names = "--random-features",
            defaultValue = "256",
            description = "Number of random features (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(names = "--seeds", defaultValue = "10", description = "Number of seeds, counted from 1 (${DEFAULT-VALUE}).")
    private int seeds;

    int seeds() {
        return seeds;
    }

    /** Fits a reference to rows in time order. */
    FittedReference fit(float[][] rows, int seed) {
        return new DyadicMmd(randomFeatures).fitReference(rows, arl, seed);
    }
}
