package io.realign.alert;

import io.realign.window.Sketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Attribution of drift to features, by their means and variances. A change of dependence alone, without any change of a
 * mean or a variance, does not show: all scores are small then.
 */
final class FeatureAttribution {
    private FeatureAttribution() {}

    /**
     * Returns the most shifted features in descending order of contribution, the sum of the squares of both standard
     * scores.
     *
     * @param reference sketch of 2 events or more
     * @param window sketch of 2 events or more, by the same map
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
        // A constant feature has no variance to scale by; one grid step is the resolution.
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
