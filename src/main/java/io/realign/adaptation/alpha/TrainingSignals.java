package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Measurements before a training step, without any target labels. A measurement is NaN if it is unknown.
 *
 * @param progress progress of training, 0 at the first step, approaching 1 at the last step
 * @param domainAccuracy balanced accuracy of the domain head in the last step, 0 to 1
 * @param drift distance between the embeddings of source and target, such as the squared MMD; NaN in steps without a
 *     new measurement, for which the last measurement is used
 * @param holdOutChange change of the accuracy on the source hold-out since the start, -1 to 1; NaN in steps without a
 *     new measurement, because a repeated value above the limit would halve alpha again
 * @param classShareChange total variation distance of the predicted class shares of the target from those at the start,
 *     0 to 1; NaN in steps without a new measurement, as for {@code holdOutChange}
 */
public record TrainingSignals(
        double progress, double domainAccuracy, double drift, double holdOutChange, double classShareChange) {
    public TrainingSignals {
        Preconditions.requireBetween("progress", progress, 0, 1);
        requireUnknownOr("domainAccuracy", domainAccuracy, 0, 1);
        requireUnknownOr("drift", drift, -Double.MAX_VALUE, Double.MAX_VALUE);
        requireUnknownOr("holdOutChange", holdOutChange, -1, 1);
        requireUnknownOr("classShareChange", classShareChange, 0, 1);
    }

    /** Creates signals in which only the progress is known. */
    public static TrainingSignals at(double progress) {
        return new TrainingSignals(progress, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private static void requireUnknownOr(String name, double value, double min, double max) {
        if (!Double.isNaN(value)) {
            Preconditions.requireBetween(name, value, min, max);
        }
    }
}
