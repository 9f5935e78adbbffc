package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.event.FeatureEvent;
import io.realign.window.Bins;
import io.realign.window.Histogram;
import java.util.List;

/**
 * The features that an alert names, with how they were distributed before and are now.
 *
 * @param adaptationId the adaptation
 * @param alertId the alert that it is about
 * @param domain the domain that moved
 * @param reference what the domain was compared with: {@code source}, or the id of the alert that the live model had been
 *     adapted to
 * @param referenceRows how many events of the reference there are
 * @param windowRows how many events of the window there are
 * @param features the one that contributes most first; empty where the alert names none
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
     * One feature. Bin {@code i} of {@code n} reaches from {@code low + i (high - low) / n} to where the next begins; the
     * first also holds what lies below it, the last what lies above.
     *
     * @param feature its place in the event, from 0
     * @param share of all contributions to the discrepancy, 0 to 1
     * @param meanZ standard score of the change of its mean; the sign is the direction
     * @param varianceZ standard score of the change of its variance, above 0 where it varies more
     * @param low where the bins begin
     * @param high where they end
     * @param referenceHistogram counts of the reference that sum to {@code rowsBefore}, mean and deviation of all its values
     * @param windowHistogram counts of the window that sum to {@code rowsNow}, mean and deviation of all its values
     */
    public record ShiftedFeature(
            int feature,
            double share,
            double meanZ,
            double varianceZ,
            double low,
            double high,
            Histogram referenceHistogram,
            Histogram windowHistogram) {
        private static ShiftedFeature of(FeatureShift shift, List<FeatureEvent> before, List<FeatureEvent> now) {
            float[] one = values(before, shift.feature());
            float[] other = values(now, shift.feature());
            Bins bins = Bins.over(one, other, BINS);
            return new ShiftedFeature(
                    shift.feature(),
                    shift.contribution(),
                    shift.meanZ(),
                    shift.varianceZ(),
                    bins.low(),
                    bins.high(),
                    bins.histogram(one),
                    bins.histogram(other));
        }

        private static float[] values(List<FeatureEvent> events, int feature) {
            float[] values = new float[events.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = events.get(row).features().values()[feature];
            }
            return values;
        }
    }

    /**
     * @param before events of the reference, at least one
     * @param now events of the window, at least one
     */
    static ShiftedFeatures of(
            AdaptationRecord record, DriftAlert alert, List<FeatureEvent> before, List<FeatureEvent> now) {
        return new ShiftedFeatures(
                record.id(),
                alert.id(),
                alert.domain(),
                alert.reference(),
                before.size(),
                now.size(),
                alert.featureShifts().stream()
                        .map(shift -> ShiftedFeature.of(shift, before, now))
                        .toList());
    }
}
