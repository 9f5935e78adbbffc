package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.FeatureMap;
import io.realign.window.RandomFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Events by the class that a model predicts for each.
 *
 * @param releaseId id of the release whose model it was
 * @param mapFingerprint the {@link FeatureMap#fingerprint} of what made the rows
 * @param byClass the events of each class, by its name; classes without any are left out
 */
public record ClassSketches(String releaseId, long mapFingerprint, SortedMap<String, ClassSketch> byClass) {
    /**
     * Groups events.
     *
     * @param map from raw features to rows
     * @param events at least one
     * @param predicted the class of each event
     */
    public static ClassSketches of(String release, FeatureMap map, List<LocatedEvent> events, List<String> predicted) {
        if (events.isEmpty() || events.size() != predicted.size()) {
            throw new IllegalArgumentException("expected a class for each of one event or more, got %d for %d"
                    .formatted(predicted.size(), events.size()));
        }
        SortedMap<String, ClassSketch> groups = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            float[] row = map.map(events.get(i).event().features().values());
            double[] sum = new double[map.outputs()];
            for (int feature = 0; feature < sum.length; feature++) {
                sum[feature] = (double) row[feature] / RandomFeatures.GRID;
            }
            groups.merge(predicted.get(i), new ClassSketch(1, sum), ClassSketch::merge);
        }
        return new ClassSketches(release, map.fingerprint(), groups);
    }

    /**
     * How the classes of a window differ from these.
     *
     * @param window of the same release and the same map
     * @param seed of what is drawn for the p-value
     */
    public ClassShift shiftTo(ClassSketches window, long seed) {
        if (mapFingerprint != window.mapFingerprint || !releaseId.equals(window.releaseId)) {
            throw new IllegalArgumentException(
                    "expected classes of release %s and map %016x, got release %s and map %016x"
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

    /** All events together. */
    ClassSketch total() {
        return byClass.values().stream().reduce(ClassSketch::merge).orElseThrow();
    }

    /** Number of events of a class. */
    long count(String label) {
        ClassSketch group = byClass.get(label);
        return group == null ? 0 : group.count();
    }

    /** A class's share of the events, 0 to 1. */
    double share(String label) {
        return (double) count(label) / total().count();
    }
}
