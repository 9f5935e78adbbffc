package io.realign.alert;

import io.realign.window.Sketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which features have moved, by what is kept of their means and variances.
 *
 * <p>A change that leaves every mean and every variance where it was, for example of how features depend on each other,
 * does not show here: then all scores are small.
 */
final class FeatureAttribution {
    private FeatureAttribution() {}

    /**
     * The features that moved most, the one that contributes most first. A feature contributes the squares of its two
     * standard scores.
     *
     * @param reference of 2 events or more
     * @param window of 2 events or more, by the same map
     */
    static List<FeatureShift> of(Sketch reference, Sketch window) {
        List<FeatureShift> shifts = new ArrayList<>();
        double total = 0;
        for (int feature = 0; feature < window.moments().first().length; feature++) {
            FeatureShift shift = shift(feature, reference, window);
            shifts.add(shift);
            total += contribution(shift);
        }
        double all = total > 0 ? total : 1;
        return shifts.stream()
                .sorted(Comparator.comparingDouble(FeatureAttribution::contribution)
                        .reversed())
                .limit(DriftAlert.MAX_FEATURE_SHIFTS)
                .map(shift ->
                        new FeatureShift(shift.feature(), contribution(shift) / all, shift.meanZ(), shift.varianceZ()))
                .toList();
    }

    private static FeatureShift shift(int feature, Sketch reference, Sketch window) {
        long n = reference.count();
        long w = window.count();
        double before = reference.moments().variance(feature, n);
        double since = window.moments().variance(feature, w);
        // A feature that is constant has no deviation to measure by; a step of the grid is the least that can be seen.
        double least = 1.0 / (256 * 256);
        double difference =
                window.moments().mean(feature, w) - reference.moments().mean(feature, n);
        double meanZ = difference / Math.sqrt(Math.max(least, before) / n + Math.max(least, since) / w);
        double ratio = Math.log(Math.max(least, since) / Math.max(least, before));
        double varianceZ = ratio / Math.sqrt(2.0 / (n - 1) + 2.0 / (w - 1));
        return new FeatureShift(feature, 0, meanZ, varianceZ);
    }

    private static double contribution(FeatureShift shift) {
        return shift.meanZ() * shift.meanZ() + shift.varianceZ() * shift.varianceZ();
    }
}
