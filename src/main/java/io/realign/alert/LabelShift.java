package io.realign.alert;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a discrepancy is a matter of how many events there are of each class. If nothing else has changed, the
 * reference's classes, mixed in the shares that the window has, look like the window.
 *
 * <p>Squared distances of means are too large by the scatter of the events over their number, which is taken off.
 */
final class LabelShift {
    private LabelShift() {}

    /** The share, 0 to 1; 0 if the discrepancy is no larger than what chance adds to it. */
    static double explained(Classes reference, Classes window) {
        Map<String, Double> before = new TreeMap<>();
        Map<String, Double> since = new TreeMap<>();
        double unseen = window.groups().keySet().stream()
                .filter(label -> reference.count(label) == 0)
                .mapToDouble(window::share)
                .sum();
        for (String label : reference.groups().keySet()) {
            before.put(label, reference.share(label));
            // Nothing is known of what an unseen class looks like, so it is taken to look like the reference.
            since.put(label, window.share(label) + unseen * reference.share(label));
        }
        double noise = variance(window.all(), 1) / window.all().count()
                + variance(reference.all(), 1) / reference.all().count();
        double whole = squaredDistance(window, reference, before) - noise;
        if (!(whole > noise)) {
            return 0;
        }
        double rest =
                squaredDistance(window, reference, since) - noise(window, shares(window)) - noise(reference, since);
        return Math.max(0, Math.min(1, 1 - rest / whole));
    }

    /** From the window's mean to the mean of the reference's classes, mixed by weight. */
    private static double squaredDistance(Classes window, Classes reference, Map<String, Double> weights) {
        ClassGroup all = window.all();
        double squared = 0;
        for (int feature = 0; feature < all.sum().length; feature++) {
            double difference = all.mean(feature);
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                difference -= weight.getValue()
                        * reference.groups().get(weight.getKey()).mean(feature);
            }
            squared += difference * difference;
        }
        return squared;
    }

    /** By how much the squared norm of the weighted sum of the means is too large, the weights being given. */
    private static double noise(Classes classes, Map<String, Double> weights) {
        double pooled = pooledVariance(classes);
        double noise = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            ClassGroup group = classes.groups().get(weight.getKey());
            noise += weight.getValue() * weight.getValue() * variance(group, pooled) / group.count();
        }
        return noise;
    }

    private static Map<String, Double> shares(Classes classes) {
        Map<String, Double> shares = new TreeMap<>();
        classes.groups().keySet().forEach(label -> shares.put(label, classes.share(label)));
        return shares;
    }

    /** Of all classes that have two events or more; of events that stand alone, what it is at most. */
    private static double pooledVariance(Classes classes) {
        double scatter = 0;
        long freedom = 0;
        for (ClassGroup group : classes.groups().values()) {
            scatter += group.scatter();
            freedom += group.count() - 1;
        }
        return freedom == 0 ? 1 : scatter / freedom;
    }

    private static double variance(ClassGroup group, double ofOne) {
        return group.count() == 1 ? ofOne : group.scatter() / (group.count() - 1);
    }
}
