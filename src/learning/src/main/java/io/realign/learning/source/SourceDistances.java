package io.realign.learning.source;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;

final class SourceDistances {
    private SourceDistances() {}

    /**
     * Squared MMD between each source and the target. Each source, and the target, is standardised with its own statistics;
     * rows with many features are randomly projected.
     */
    static List<PermutationTestResult> distances(List<NamedSource> sources, float[][] target, long seed) {
        GaussianRandomProjection projection =
                GaussianRandomProjection.of(target[0].length, GaussianRandomProjection.CLASSIFICATION_COMPONENTS, seed);
        float[][] projectedTarget = projection.apply(Standardiser.fit(target).apply(target));
        return sources.stream()
                .map(source -> source.rows().features())
                .map(rows -> KernelMmd.between(
                        projection.apply(Standardiser.fit(rows).apply(rows)), projectedTarget, seed))
                .toList();
    }

    /**
     * MMDs (roots of the squared MMDs), divided by their standard deviation across the sources or by the root of the largest
     * critical value, whichever is larger.
     */
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

    /** An unbiased estimate of a squared MMD may be negative. */
    private static double root(double squared) {
        return Math.sqrt(Math.max(0, squared));
    }
}
