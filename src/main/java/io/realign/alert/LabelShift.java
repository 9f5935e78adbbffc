package io.realign.alert;

import java.util.Map;
import java.util.TreeMap;

/**
 * Computes the fraction of the squared distance between two means that label shift explains. Under pure label shift the
 * mean of the window equals the average of the reference's class means, weighted by the class shares of the window.
 * Squared distances are corrected for sampling noise.
 */
final class LabelShift {
    private LabelShift() {}

    /** Returns the explained fraction, 0 to 1; 0 if the squared distance is within sampling noise. */
    static double explainedFraction(ClassSketches reference, ClassSketches window) {
        Map<String, Double> referenceShares = new TreeMap<>();
        Map<String, Double> windowShares = new TreeMap<>();
        double unseenShare = window.byClass().keySet().stream()
                .filter(label -> reference.count(label) == 0)
                .mapToDouble(window::share)
                .sum();
        for (String label : reference.byClass().keySet()) {
            referenceShares.put(label, reference.share(label));
            // The features of classes that the reference lacks are unknown, and are assumed to be those of the
            // reference.
            windowShares.put(label, window.share(label) + unseenShare * reference.share(label));
        }
        double noise = variance(window.total(), 1) / window.total().count()
                + variance(reference.total(), 1) / reference.total().count();
        double totalDistance = squaredDistance(window, reference, referenceShares) - noise;
        if (!(totalDistance > noise)) {
            return 0;
        }
        double residualDistance = squaredDistance(window, reference, windowShares)
                - noise(window, shares(window))
                - noise(reference, windowShares);
        return Math.max(0, Math.min(1, 1 - residualDistance / totalDistance));
    }

    /** Returns the squared distance between the mean of the window and the weighted class means of the reference. */
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

    /** Returns the expected increase by sampling noise of the squared norm of the weighted class means. */
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

    /** Returns the variance within classes, or its upper bound of 1 if no class has two events. */
    private static double pooledVariance(ClassSketches classes) {
        double scatter = 0;
        long degreesOfFreedom = 0;
        for (ClassSketch sketch : classes.byClass().values()) {
            scatter += sketch.scatter();
            degreesOfFreedom += sketch.count() - 1;
        }
        return degreesOfFreedom == 0 ? 1 : scatter / degreesOfFreedom;
    }

    private static double variance(ClassSketch sketch, double singleEventVariance) {
        return sketch.count() == 1 ? singleEventVariance : sketch.scatter() / (sketch.count() - 1);
    }
}
