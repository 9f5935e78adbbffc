package io.realign.alert;

import java.util.Map;
import java.util.TreeMap;

/**
 * Fraction of a discrepancy that label shift explains. Under pure label shift the mean of the window equals the means
 * of the reference's classes, weighted by the class shares of the window. Squared distances of means are corrected for
 * sampling noise.
 */
final class LabelShift {
    private LabelShift() {}

    /** Returns the explained fraction, 0 to 1; 0 if the discrepancy is within sampling noise. */
    static double explainedFraction(ClassSketches reference, ClassSketches window) {
        Map<String, Double> before = new TreeMap<>();
        Map<String, Double> since = new TreeMap<>();
        double unseen = window.byClass().keySet().stream()
                .filter(label -> reference.count(label) == 0)
                .mapToDouble(window::share)
                .sum();
        for (String label : reference.byClass().keySet()) {
            before.put(label, reference.share(label));
            // The features of an unseen class are unknown; it is assumed to be distributed like the reference.
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

    /** Returns the squared distance from the mean of the window to the weighted mean of the reference's classes. */
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

    /** Returns the bias of the squared norm of the weighted sum of class means. */
    private static double noise(ClassSketches classes, Map<String, Double> weights) {
        double pooled = pooledVariance(classes);
        double noise = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            ClassSketch sketch = classes.byClass().get(weight.getKey());
            noise += weight.getValue() * weight.getValue() * variance(sketch, pooled) / sketch.count();
        }
        return noise;
    }

    private static Map<String, Double> shares(ClassSketches classes) {
        Map<String, Double> shares = new TreeMap<>();
        classes.byClass().keySet().forEach(label -> shares.put(label, classes.share(label)));
        return shares;
    }

    /** Returns the variance within classes; its upper bound 1 if no class has two events. */
    private static double pooledVariance(ClassSketches classes) {
        double scatter = 0;
        long freedom = 0;
        for (ClassSketch sketch : classes.byClass().values()) {
            scatter += sketch.scatter();
            freedom += sketch.count() - 1;
        }
        return freedom == 0 ? 1 : scatter / freedom;
    }

    private static double variance(ClassSketch sketch, double singleEventVariance) {
        return sketch.count() == 1 ? singleEventVariance : sketch.scatter() / (sketch.count() - 1);
    }
}
