package io.realign.learning.selection;

import io.realign.event.FeatureEvent;
import io.realign.learning.input.SourceRows;
import java.util.List;

/**
 * Data of one adaptation run. All rows are raw, that is, not standardised. The arrays are shared, not copied.
 *
 * @param source labelled rows for training
 * @param holdOut labelled rows that are used only for evaluation
 * @param target rows of the drifted window
 * @param eventIds event id of each target row
 * @param probe labelled target rows that are used only for evaluation; may be empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record AdaptationDataset(
        SourceRows source, SourceRows holdOut, float[][] target, List<String> eventIds, ProbeRows probe) {
    /** @param labels class names in the order of the model outputs */
    public static AdaptationDataset fromEvents(
            List<FeatureEvent> training,
            List<FeatureEvent> heldOut,
            List<FeatureEvent> target,
            List<String> labels,
            ProbeRows probe) {
        return new AdaptationDataset(
                toSourceRows(training, labels),
                toSourceRows(heldOut, labels),
                features(target),
                target.stream().map(FeatureEvent::id).toList(),
                probe);
    }

    /**
     * Converts labelled events into source rows.
     *
     * @param events events that each have one of the labels
     * @param labels class names in the order of the model outputs
     */
    public static SourceRows toSourceRows(List<FeatureEvent> events, List<String> labels) {
        int[] classes = events.stream()
                .mapToInt(event -> labels.indexOf(event.label().orElseThrow()))
                .toArray();
        return new SourceRows(features(events), classes, labels.size());
    }

    private static float[][] features(List<FeatureEvent> events) {
        return events.stream().map(event -> event.features().values()).toArray(float[][]::new);
    }
}
