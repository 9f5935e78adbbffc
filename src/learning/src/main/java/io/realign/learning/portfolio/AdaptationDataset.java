package io.realign.learning.portfolio;

import io.realign.event.FeatureEvent;
import io.realign.learning.input.SourceRows;
import java.util.List;

/**
 * What a candidate is made of and judged by. The arrays are shared, not copied.
 *
 * @param source labelled rows to train on
 * @param holdOut labelled rows to judge by alone
 * @param target raw rows of the window that moved
 * @param eventIds of the events of these rows
 * @param probe labelled rows of the target to judge by alone, where a person has supplied some
 */
@SuppressWarnings("ArrayRecordComponent")
public record AdaptationDataset(
        SourceRows source, SourceRows holdOut, float[][] target, List<String> eventIds, ProbeRows probe) {
    /**
     * The material that events make.
     *
     * @param training labelled events to train on
     * @param heldOut labelled events to judge by
     * @param target events of the window that moved
     * @param labels the classes, in the order of the model's outputs
     * @param probe labelled rows of the target
     */
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
     * Labelled rows.
     *
     * @param events each with one of the labels
     * @param labels the classes, in the order of the model's outputs
     */
    public static SourceRows toSourceRows(List<FeatureEvent> events, List<String> labels) {
        int[] classes = events.stream()
                .mapToInt(event -> labels.indexOf(event.label().orElseThrow()))
                .toArray();
        return new SourceRows(features(events), classes, labels.size());
    }

    /** Nothing else of the target is ever looked at. */
    private static float[][] features(List<FeatureEvent> events) {
        return events.stream().map(event -> event.features().values()).toArray(float[][]::new);
    }
}
