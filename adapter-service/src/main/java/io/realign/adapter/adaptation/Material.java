package io.realign.adapter.adaptation;

import io.realign.event.FeatureEvent;
import io.realign.learning.SourceRows;
import io.realign.learning.portfolio.Probe;
import java.util.List;

/**
 * What a candidate is made of and judged by. The arrays are shared, not copied.
 *
 * @param source labelled rows to train on
 * @param holdOut labelled rows to judge by alone
 * @param target raw rows of the window that moved
 * @param ids of the events of these rows
 * @param probe labelled rows of the target to judge by alone, where a person has supplied some
 */
@SuppressWarnings("ArrayRecordComponent")
public record Material(SourceRows source, SourceRows holdOut, float[][] target, List<String> ids, Probe probe) {
    /**
     * Labelled rows.
     *
     * @param events each with one of the labels
     * @param labels the classes, in the order of the model's outputs
     */
    public static SourceRows labelled(List<FeatureEvent> events, List<String> labels) {
        int[] classes = events.stream()
                .mapToInt(event -> labels.indexOf(event.label().orElseThrow()))
                .toArray();
        return new SourceRows(features(events), classes, labels.size());
    }

    /** The features of events, and nothing else of them. */
    public static float[][] features(List<FeatureEvent> events) {
        return events.stream().map(event -> event.features().values()).toArray(float[][]::new);
    }
}
