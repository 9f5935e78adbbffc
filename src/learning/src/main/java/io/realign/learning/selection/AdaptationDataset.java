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
    /** @param classNames class names in the order of the model outputs */
    public static AdaptationDataset fromEvents(
            List<FeatureEvent> source,
            List<FeatureEvent> holdOut,
            List<FeatureEvent> target,
            List<String> classNames,
            ProbeRows probe) {
        return new AdaptationDataset(
                toSourceRows(source, classNames),
                toSourceRows(holdOut, classNames),
                features(target),
                target.stream().map(FeatureEvent::id).toList(),
                probe);
    }

    /**
     * Converts labelled events into source rows.
     *
     * @param events labelled events; each label is one of the class names
     * @param classNames class names in the order of the model outputs
     */
    public static SourceRows toSourceRows(List<FeatureEvent> events, List<String> classNames) {
        int[] labels = events.stream()
                .mapToInt(event -> classNames.indexOf(event.label().orElseThrow()))
                .toArray();
        return new SourceRows(features(events), labels, classNames.size());
    }

    private static float[][] features(List<FeatureEvent> events) {
        return events.stream().map(event -> event.features().values()).toArray(float[][]::new);
    }
}
