package io.realign.learning.source;

import io.realign.learning.distance.Discrepancy;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.Projection;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.List;

/** How far sources are from the target, beside each other. */
final class Remoteness {
    private Remoteness() {}

    /** The squared MMD of each, standardised by itself, to the target, standardised by itself; wide rows made narrow. */
    static List<Discrepancy> distances(List<NamedSource> sources, float[][] target, long seed) {
        Projection projection = Projection.of(target[0].length, Projection.BROAD, seed);
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
    static double[] of(List<Discrepancy> distances) {
        double[] mmd = distances.stream()
                .mapToDouble(distance -> root(distance.value()))
                .toArray();
        double mean = Arrays.stream(mmd).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(mmd).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
        double chance = distances.stream()
                .mapToDouble(distance -> root(distance.chance()))
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
    static double[] shares(double[] weights, double floor) {
        double sum = Arrays.stream(weights).sum();
        double least = floor / weights.length;
        return Arrays.stream(weights)
                .map(weight -> least + (1 - floor) * weight / sum)
                .toArray();
    }
}
