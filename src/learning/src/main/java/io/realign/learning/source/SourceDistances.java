package io.realign.learning.source;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;

/** How far sources are from the target, beside each other. */
final class SourceDistances {
    private SourceDistances() {}

    /** The squared MMD of each, standardised by itself, to the target, standardised by itself; wide rows made narrow. */
    static List<PermutationTestResult> distances(List<NamedSource> sources, float[][] target, long seed) {
        GaussianRandomProjection projection =
                GaussianRandomProjection.of(target[0].length, GaussianRandomProjection.BROAD, seed);
        float[][] seen = projection.apply(standardised(target));
        return sources.stream()
                .map(source -> KernelMmd.between(
                        projection.apply(standardised(source.rows().features())), seen, seed))
                .toList();
    }

    static float[][] standardised(float[][] rows) {
        return Standardiser.fit(rows).apply(rows);
    }

    /** The MMD of each in units of their standard deviation, or of what chance makes of one if that is more. */
    static double[] normalised(List<PermutationTestResult> distances) {
        double[] mmd = distances.stream()
                .mapToDouble(distance -> root(distance.statistic()))
                .toArray();
        double mean = Arrays.stream(mmd).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(mmd).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
        double chance = distances.stream()
                .mapToDouble(distance -> root(distance.criticalValue()))
                .max()
                .orElseThrow();
        double scale = Math.max(deviation, chance);
        return Arrays.stream(mmd).map(x -> scale > 0 ? x / scale : 0).toArray();
    }

    /** An unbiased estimate may lie below 0, a distance may not. */
    private static double root(double squared) {
        return Math.sqrt(Math.max(0, squared));
    }

    /**
     * Weights of sum 1, none below the floor.
     *
     * @param floor as a part of an equal share
     */
    static double[] withFloor(double[] weights, double floor) {
        double sum = Arrays.stream(weights).sum();
        double least = floor / weights.length;
        return Arrays.stream(weights)
                .map(weight -> least + (1 - floor) * weight / sum)
                .toArray();
    }
}
