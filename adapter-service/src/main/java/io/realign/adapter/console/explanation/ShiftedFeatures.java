package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.event.FeatureEvent;
import io.realign.window.Bins;
import io.realign.window.Histogram;
import java.util.List;

/**
 * The shifted features of an alert, with their distributions in the reference and in the window.
 *
 * @param reference reference of the window: {@code source}, or the id of the alert whose events it was fitted to
 * @param features the features, in order of decreasing contribution; empty if the alert names none
 */
public record ShiftedFeatures(
        String adaptationId,
        String alertId,
        String domain,
        String reference,
        int referenceRows,
        int windowRows,
        List<ShiftedFeature> features) {
    private static final int BINS = 24;

    /**
     * A shifted feature. Bin {@code i} of {@code n} starts at {@code low + i (high - low) / n}. The first and the last bin
     * include the values outside the range.
     *
     * @param feature index of the feature, from 0
     * @param contribution fraction of the sum of the squared z-scores of all features, 0 to 1, see {@link FeatureShift}
     * @param meanZ standard score of the change of the mean
     * @param varianceZ standard score of the change of the variance
     * @param significant whether the shift is significant, see {@link FeatureShift}
     * @param low lower end of the bins
     * @param high upper end of the bins
     * @param referenceHistogram histogram of the reference; its counts sum to {@code referenceRows}
     * @param windowHistogram histogram of the window; its counts sum to {@code windowRows}
     */
    public record ShiftedFeature(
            int feature,
            double contribution,
            double meanZ,
            double varianceZ,
            boolean significant,
            double low,
            double high,
            Histogram referenceHistogram,
            Histogram windowHistogram) {
        private static ShiftedFeature of(FeatureShift shift, List<FeatureEvent> reference, List<FeatureEvent> window) {
            float[] referenceValues = values(reference, shift.feature());
            float[] windowValues = values(window, shift.feature());
            Bins bins = Bins.over(referenceValues, windowValues, BINS);
            return new ShiftedFeature(
                    shift.feature(),
                    shift.contribution(),
                    shift.meanZ(),
                    shift.varianceZ(),
                    shift.significant(),
                    bins.low(),
                    bins.high(),
                    bins.histogram(referenceValues),
                    bins.histogram(windowValues));
        }

        private static float[] values(List<FeatureEvent> events, int feature) {
            float[] values = new float[events.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = events.get(row).features().values()[feature];
            }
            return values;
        }
    }

    /** Reference and window have at least one event each. */
    static ShiftedFeatures of(
            AdaptationRecord record, DriftAlert alert, List<FeatureEvent> reference, List<FeatureEvent> window) {
        return new ShiftedFeatures(
                record.id(),
                alert.id(),
                alert.domain(),
                alert.reference().name(),
                reference.size(),
                window.size(),
                alert.featureShifts().stream()
                        .map(shift -> ShiftedFeature.of(shift, reference, window))
                        .toList());
    }
}
