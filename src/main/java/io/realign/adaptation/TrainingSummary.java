package io.realign.adaptation;

import java.util.List;

/**
 * How a model was trained.
 *
 * @param seed random seed
 * @param steps number of training steps, without those of the parent
 * @param alpha coefficient of the reversed gradient at each step
 */
public record TrainingSummary(long seed, int steps, List<Double> alpha) {
    public TrainingSummary {
        alpha = List.copyOf(alpha);
    }

    /** Creates the summary of a run without a training step. */
    public static TrainingSummary withoutSteps(long seed) {
        return new TrainingSummary(seed, 0, List.of());
    }
}
