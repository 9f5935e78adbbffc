package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.FeatureMap;
import io.realign.window.RandomFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Summaries of events, grouped by predicted class.
 *
 * @param releaseId id of the release that predicted the classes
 * @param mapFingerprint {@link FeatureMap#fingerprint} of the map that computed the random features
 * @param byClass sketch of each predicted class, by class name
 */
public record ClassSketches(String releaseId, long mapFingerprint, SortedMap<String, ClassSketch> byClass) {
    /**
     * Groups events by predicted class.
     *
     * @param events at least one event
     * @param predicted predicted class of each event
     */
    public static ClassSketches of(String release, FeatureMap map, List<LocatedEvent> events, List<String> predicted) {
        if (events.isEmpty() || events.size() != predicted.size()) {
            throw new IllegalArgumentException(
                    "expected at least 1 event and the same number of classes, got %d classes for %d events"
                            .formatted(predicted.size(), events.size()));
        }
        SortedMap<String, ClassSketch> sketches = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            float[] row = map.map(events.get(i).event().features().values());
            double[] sum = new double[map.outputs()];
            for (int feature = 0; feature < sum.length; feature++) {
                sum[feature] = (double) row[feature] / RandomFeatures.GRID;
            }
            sketches.merge(predicted.get(i), new ClassSketch(1, sum), ClassSketch::merge);
        }
        return new ClassSketches(release, map.fingerprint(), sketches);
    }

    /**
     * Compares the classes of a window with those of this reference.
     *
     * @param window sketches of the window, computed with the same release and the same map
     * @param seed random seed of the permutation test
     */
    public ClassShift shiftTo(ClassSketches window, long seed) {
        if (mapFingerprint != window.mapFingerprint || !releaseId.equals(window.releaseId)) {
            throw new IllegalArgumentException(
                    "expected class sketches of release %s and map %016x, got release %s and map %016x"
                            .formatted(releaseId, mapFingerprint, window.releaseId, window.mapFingerprint));
        }
        SortedMap<String, ClassSketch> both = new TreeMap<>(byClass);
        both.putAll(window.byClass);
        List<ClassShare> shares = new ArrayList<>();
        for (String label : both.keySet()) {
            shares.add(new ClassShare(label, share(label), window.share(label)));
        }
        return new ClassShift(
                LabelShift.explainedFraction(this, window), ClassHomogeneityTest.pValue(this, window, seed), shares);
    }

    /** Returns the sketch of all events. */
    ClassSketch total() {
        return byClass.values().stream().reduce(ClassSketch::merge).orElseThrow();
    }

    long count(String label) {
        ClassSketch sketch = byClass.get(label);
        return sketch == null ? 0 : sketch.count();
    }

    /** Returns the share of a class in all events, 0 to 1. */
    double share(String label) {
        return (double) count(label) / total().count();
    }
}
