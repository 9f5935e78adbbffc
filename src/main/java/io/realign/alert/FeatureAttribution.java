package io.realign.alert;

import io.realign.window.FeatureMap;
import io.realign.window.Sketch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Attributes drift to features by comparing their means and variances. If only the dependence between features changes,
 * all z-scores are small.
 */
final class FeatureAttribution {
    /** Standardised features are rounded to multiples of 1/256, so a smaller variance is not measurable. */
    private static final double MIN_VARIANCE = 1.0 / (256 * 256);

    private static final double MAX_ERROR = 0.01;

    private FeatureAttribution() {}

    /**
     * Returns the most shifted features in descending order of contribution: the sum of the squared z-scores of the
     * change of the mean and of the variance, as a fraction of the sum over all features.
     *
     * @param significant significant features
     * @param reference sketch of at least 2 events
     * @param window sketch of at least 2 events, computed with the same feature map
     */
    static List<FeatureShift> largestShifts(Sketch reference, Sketch window, BitSet significant) {
        List<FeatureShift> shifts = new ArrayList<>();
        double total = 0;
        for (int feature = 0; feature < window.moments().first().length; feature++) {
            FeatureShift shift = shift(feature, reference, window);
            shifts.add(shift);
            total += contribution(shift);
        }
        double divisor = total > 0 ? total : 1;
        return shifts.stream()
                .sorted(Comparator.comparingDouble(FeatureAttribution::contribution)
                        .reversed())
                .limit(DriftAlert.MAX_FEATURE_SHIFTS)
                .map(shift -> new FeatureShift(
                        shift.feature(),
                        contribution(shift) / divisor,
                        shift.meanZ(),
                        shift.varianceZ(),
                        significant.get(shift.feature())))
                .toList();
    }

    /**
     * Returns the features whose mean or mean square differs from the reference, with a probability of error of at most
     * {@value #MAX_ERROR} over all features together (Bonferroni). Features that are too skewed for the length of the
     * window are not tested, see {@link FeatureSums}.
     *
     * @param window sketch computed with the map
     */
    static BitSet significantFeatures(CalibratedReference reference, FeatureMap map, Sketch window) {
        FeatureSums sums = reference.thresholds().featureSums();
        long referenceCount = reference.reference().count();
        int length = (int) window.count();
        BitSet significant = new BitSet();
        int tests = sums.tested(length, referenceCount);
        if (tests == 0) {
            return significant;
        }
        double minZScore = NormalDistribution.upperQuantile(MAX_ERROR / 2 / tests);
        double scale = FeatureSums.scale(length, referenceCount);
        for (int i = 0; i < sums.count(); i++) {
            if (sums.isTested(i, length, referenceCount)) {
                double sum = window.sums()[map.scaledIndex() + i] - length * (double) sums.means()[i];
                double standardised = sum / sums.deviations()[i] * scale;
                if (Math.abs(sums.zScore(i, standardised, length, referenceCount)) >= minZScore) {
                    significant.set(map.featureOf(i));
                }
            }
        }
        return significant;
    }

    private static FeatureShift shift(int feature, Sketch reference, Sketch window) {
        long referenceCount = reference.count();
        long windowCount = window.count();
        double referenceVariance = Math.max(MIN_VARIANCE, reference.moments().variance(feature, referenceCount));
        double windowVariance = Math.max(MIN_VARIANCE, window.moments().variance(feature, windowCount));
        double difference = window.moments().mean(feature, windowCount)
                - reference.moments().mean(feature, referenceCount);
        double meanZ = difference / Math.sqrt(referenceVariance / referenceCount + windowVariance / windowCount);
        double logRatio = Math.log(windowVariance / referenceVariance);
        double varianceZ = logRatio / Math.sqrt(2.0 / (referenceCount - 1) + 2.0 / (windowCount - 1));
        return new FeatureShift(feature, 0, meanZ, varianceZ, false);
    }

    private static double contribution(FeatureShift shift) {
        return shift.meanZ() * shift.meanZ() + shift.varianceZ() * shift.varianceZ();
    }
}
