package io.realign.learning.source;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;

/** Distances of several sources from the target. */
final class SourceDistances {
    private SourceDistances() {}

    /** Squared MMD of each source to the target, each standardised by its own statistics; wide rows are projected. */
    static List<PermutationTestResult> distances(List<NamedSource> sources, float[][] target, long seed) {
        GaussianRandomProjection projection =
                GaussianRandomProjection.of(target[0].length, GaussianRandomProjection.CLASSIFICATION_COMPONENTS, seed);
        float[][] projectedTarget = projection.apply(standardised(target));
        return sources.stream()
                .map(source -> KernelMmd.between(
                        projection.apply(standardised(source.rows().features())), projectedTarget, seed))
                .toList();
    }

    static float[][] standardised(float[][] rows) {
        return Standardiser.fit(rows).apply(rows);
    }

    /** MMDs in units of their standard deviation, or of the largest critical value if that is larger. */
    static double[] normalised(List<PermutationTestResult> distances) {
        double[] mmd = distances.stream()
                .mapToDouble(distance -> root(distance.statistic()))
                .toArray();
        double mean = Arrays.stream(mmd).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(mmd).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
        double criticalValue = distances.stream()
                .mapToDouble(distance -> root(distance.criticalValue()))
                .max()
                .orElseThrow();
        double scale = Math.max(deviation, criticalValue);
        return Arrays.stream(mmd).map(x -> scale > 0 ? x / scale : 0).toArray();
    }

    /** The unbiased estimate may be negative. */
    private static double root(double squared) {
        return Math.sqrt(Math.max(0, squared));
    }

    /**
     * Normalises weights to sum 1 with a minimum.
     *
     * @param floor minimum as a fraction of an equal share
     */
    static double[] withFloor(double[] weights, double floor) {
        double sum = Arrays.stream(weights).sum();
        double minimum = floor / weights.length;
        return Arrays.stream(weights)
                .map(weight -> minimum + (1 - floor) * weight / sum)
                .toArray();
    }
}
