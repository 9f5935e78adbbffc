package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * What a training knows of itself before a step. What is not known is NaN. There is no place for a target label.
 *
 * @param progress of the adaptation, 0 at its first step, towards 1 at its last
 * @param domainAccuracy of the domain head in the last step, each domain counting one half, 0 to 1
 * @param drift distance of the domains' features, such as their squared MMD; given when it has been measured, and held
 *     until the next time
 * @param holdOutChange accuracy on held-out source rows, less that at the start, -1 to 1; given once for each measurement,
 *     as each that is too low halves alpha
 * @param classShareChange total variation between the class shares predicted for the target at the start and now, 0 to 1; given
 *     once for each measurement, as each that is too high halves alpha
 */
public record TrainingSignals(
        double progress, double domainAccuracy, double drift, double holdOutChange, double classShareChange) {
    public TrainingSignals {
        Preconditions.requireBetween("progress", progress, 0, 1);
        requireUnknownOr("domainAccuracy", domainAccuracy, 0, 1);
        requireUnknownOr("drift", drift, -Double.MAX_VALUE, Double.MAX_VALUE);
        requireUnknownOr("holdOutChange", holdOutChange, -1, 1);
        requireUnknownOr("shareChange", classShareChange, 0, 1);
    }

    /** Nothing is known but how far the training has come. */
    public static TrainingSignals at(double progress) {
        return new TrainingSignals(progress, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private static void requireUnknownOr(String name, double value, double least, double most) {
        if (!Double.isNaN(value)) {
            Preconditions.requireBetween(name, value, least, most);
        }
    }
}
