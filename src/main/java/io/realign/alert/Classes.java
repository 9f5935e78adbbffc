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
 * @param release id of the release whose model it was
 * @param map the {@link FeatureMap#identity} of what made the rows
 * @param groups the events of each class, by its name; classes without any are left out
 */
public record Classes(String release, long map, SortedMap<String, ClassGroup> groups) {
    /**
     * Groups events.
     *
     * @param map from raw features to rows
     * @param events at least one
     * @param predicted the class of each event
     */
    public static Classes of(String release, FeatureMap map, List<LocatedEvent> events, List<String> predicted) {
        if (events.isEmpty() || events.size() != predicted.size()) {
            throw new IllegalArgumentException("expected a class for each of one event or more, got %d for %d"
                    .formatted(predicted.size(), events.size()));
        }
        SortedMap<String, ClassGroup> groups = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            float[] row = map.map(events.get(i).event().features().values());
            double[] sum = new double[map.outputs()];
            for (int feature = 0; feature < sum.length; feature++) {
                sum[feature] = (double) row[feature] / RandomFeatures.GRID;
            }
            groups.merge(predicted.get(i), new ClassGroup(1, sum), ClassGroup::merge);
        }
        return new Classes(release, map.identity(), groups);
    }

    /**
     * How the classes of a window differ from these.
     *
     * @param window of the same release and the same map
     * @param seed of what is drawn for the p-value
     */
    public ClassShift to(Classes window, long seed) {
        if (map != window.map || !release.equals(window.release)) {
            throw new IllegalArgumentException(
                    "expected classes of release %s and map %016x, got release %s and map %016x"
                            .formatted(release, map, window.release, window.map));
        }
        SortedMap<String, ClassGroup> both = new TreeMap<>(groups);
        both.putAll(window.groups);
        List<ClassShare> shares = new ArrayList<>();
        for (String label : both.keySet()) {
            shares.add(new ClassShare(label, share(label), window.share(label)));
        }
        return new ClassShift(LabelShift.explained(this, window), Homogeneity.pValue(this, window, seed), shares);
    }

    /** All events together. */
    ClassGroup all() {
        return groups.values().stream().reduce(ClassGroup::merge).orElseThrow();
    }

    /** Number of events of a class. */
    long count(String label) {
        ClassGroup group = groups.get(label);
        return group == null ? 0 : group.count();
    }

    /** A class's share of the events, 0 to 1. */
    double share(String label) {
        return (double) count(label) / all().count();
    }
}
