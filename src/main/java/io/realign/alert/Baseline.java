package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Offsets;
import io.realign.window.DriftWindow;
import io.realign.window.Embedding;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.util.Comparator;
import java.util.List;

/**
 * What the source has taught: how to look at events, what they looked like there, and how much difference is chance.
 *
 * @param embedding how events are looked at
 * @param source the reference that every domain starts with
 * @param threshold how much difference is chance
 */
public record Baseline(Embedding embedding, Reference source, Threshold threshold) {
    private static final Comparator<LocatedEvent> LOG_ORDER = Comparator.comparing(
                    (LocatedEvent event) -> event.at().topic())
            .thenComparingInt(event -> event.at().partition())
            .thenComparingLong(event -> event.at().from());

    /**
     * Learns from the source. What comes out depends on which events there are, not on their order here.
     *
     * @param source labelled events, at least {@link Calibration#fewestRows}
     * @param outputs number of random features
     * @param calibration how the threshold is found
     * @param seed of the random features
     */
    public static Baseline of(List<LocatedEvent> source, int outputs, Calibration calibration, long seed) {
        List<LocatedEvent> events = source.stream().sorted(LOG_ORDER).toList();
        float[][] rows = events.stream()
                .map(located -> located.event().features().values())
                .toArray(float[][]::new);
        Embedding embedding = Embedding.fit(rows, outputs, seed);
        int[][] features = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            features[i] = embedding.map(rows[i]);
        }
        Sketch sketch = sketch(events, features, outputs);
        return new Baseline(
                embedding, new Reference(DriftWindow.SOURCE, sketch), calibration.threshold(features, sketch));
    }

    /**
     * The sketch of one event.
     *
     * @param range where it lies, together with what it answers for before it
     */
    Sketch sketch(LocatedEvent located, OffsetRange range) {
        return Sketch.of(
                located.event().time(), embedding.map(located.event().features().values()), range);
    }

    private static Sketch sketch(List<LocatedEvent> events, int[][] features, int outputs) {
        Sketch sketch = Sketch.empty(outputs);
        OffsetRange before = null;
        for (int i = 0; i < features.length; i++) {
            LocatedEvent located = events.get(i);
            sketch = sketch.merge(Sketch.of(located.event().time(), features[i], Offsets.since(before, located.at())));
            before = located.at();
        }
        return sketch;
    }
}
