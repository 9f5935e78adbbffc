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
    static double explainedFraction(ClassSketches reference, ClassSketches window) {
        Map<String, Double> before = new TreeMap<>();
        Map<String, Double> since = new TreeMap<>();
        double unseen = window.byClass().keySet().stream()
                .filter(label -> reference.count(label) == 0)
                .mapToDouble(window::share)
                .sum();
        for (String label : reference.byClass().keySet()) {
            before.put(label, reference.share(label));
            // Nothing is known of what an unseen class looks like, so it is taken to look like the reference.
            since.put(label, window.share(label) + unseen * reference.share(label));
        }
        double noise = variance(window.total(), 1) / window.total().count()
                + variance(reference.total(), 1) / reference.total().count();
        double whole = squaredDistance(window, reference, before) - noise;
        if (!(whole > noise)) {
            return 0;
        }
        double rest =
                squaredDistance(window, reference, since) - noise(window, shares(window)) - noise(reference, since);
        return Math.max(0, Math.min(1, 1 - rest / whole));
    }

    /** From the window's mean to the mean of the reference's classes, mixed by weight. */
    private static double squaredDistance(ClassSketches window, ClassSketches reference, Map<String, Double> weights) {
        ClassSketch all = window.total();
        double squared = 0;
        for (int feature = 0; feature < all.sum().length; feature++) {
            double difference = all.mean(feature);
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                difference -= weight.getValue()
                        * reference.byClass().get(weight.getKey()).mean(feature);
            }
            squared += difference * difference;
        }
        return squared;
    }

    /** By how much the squared norm of the weighted sum of the means is too large, the weights being given. */
    private static double noise(ClassSketches classes, Map<String, Double> weights) {
        double pooled = pooledVariance(classes);
        double noise = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            ClassSketch group = classes.byClass().get(weight.getKey());
            noise += weight.getValue() * weight.getValue() * variance(group, pooled) / group.count();
        }
        return noise;
    }

    private static Map<String, Double> shares(ClassSketches classes) {
        Map<String, Double> shares = new TreeMap<>();
        classes.byClass().keySet().forEach(label -> shares.put(label, classes.share(label)));
        return shares;
    }

    /** Of all classes that have two events or more; of events that stand alone, what it is at most. */
    private static double pooledVariance(ClassSketches classes) {
        double scatter = 0;
        long freedom = 0;
        for (ClassSketch group : classes.byClass().values()) {
            scatter += group.scatter();
            freedom += group.count() - 1;
        }
        return freedom == 0 ? 1 : scatter / freedom;
    }

    private static double variance(ClassSketch group, double ofOne) {
        return group.count() == 1 ? ofOne : group.scatter() / (group.count() - 1);
    }
}
