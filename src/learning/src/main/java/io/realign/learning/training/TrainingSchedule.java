package io.realign.learning.training;

/**
 * Length and learning rate of a training run. The learning rate rises linearly during warm-up and falls to 0 during
 * cool-down, so that the result does not depend on the last few batches.
 *
 * @param steps 0 or more; 0 leaves the weights unchanged
 * @param batch number of rows of each domain per step, at least 2
 * @param learningRate peak learning rate; above 0, at most 1
 * @param warmUpFraction fraction of the steps with rising learning rate, 0 to 1
 * @param coolDownFraction fraction of the steps with falling learning rate, 0 to 1
 * @param inputNoise standard deviation of the noise added to standardised training rows, 0 to 10
 * @param weightDecay L2 coefficient, 0 to below 1
 * @param maxGradientNorm maximum L2 norm of the gradient, above 0; larger gradients are scaled down to it
 */
public record TrainingSchedule(
        int steps,
        int batch,
        double learningRate,
        double warmUpFraction,
        double coolDownFraction,
        double inputNoise,
        double weightDecay,
        double maxGradientNorm) {
    /** Base model for tables. */
    public static final TrainingSchedule TABULAR = new TrainingSchedule(600, 64, 1e-3, .1, .5, .2, 3e-3, 5);

    /** Adaptation of a model for tables; takes about one second on one core. */
    public static final TrainingSchedule TABULAR_ADAPTATION = new TrainingSchedule(300, 64, 5e-4, .1, .5, .2, 3e-3, 5);

    /**
     * Base model and adaptation for images. There is no input noise, because it would hide the image content, and no cool-down,
     * because alpha is high only in the second half.
     */
    public static final TrainingSchedule IMAGES = new TrainingSchedule(600, 64, 1e-3, .05, 0, 0, 1e-4, 5);

    public TrainingSchedule {
        require("steps", steps >= 0, steps, "0 or more");
        require("batch", batch >= 2, batch, "at least 2");
        require("learningRate", learningRate > 0 && learningRate <= 1, learningRate, "above 0, at most 1");
        require("warmUpFraction", warmUpFraction >= 0 && warmUpFraction <= 1, warmUpFraction, "0 to 1");
        require("coolDownFraction", coolDownFraction >= 0 && coolDownFraction <= 1, coolDownFraction, "0 to 1");
        require("inputNoise", inputNoise >= 0 && inputNoise <= 10, inputNoise, "0 to 10");
        require("weightDecay", weightDecay >= 0 && weightDecay < 1, weightDecay, "0 to below 1");
        require("maxGradientNorm", maxGradientNorm > 0, maxGradientNorm, "above 0");
    }

    /** @param step 0 to {@code steps - 1} */
    double learningRate(int step) {
        double rising = (step + 1) / Math.max(1, warmUpFraction * steps);
        double falling = (steps - step) / Math.max(1, coolDownFraction * steps);
        return learningRate * Math.min(1, Math.min(rising, falling));
    }

    public TrainingSchedule withSteps(int newSteps) {
        return with(newSteps, batch, learningRate);
    }

    TrainingSchedule with(int newSteps, int newBatch, double newRate) {
        return new TrainingSchedule(
                newSteps,
                newBatch,
                newRate,
                warmUpFraction,
                coolDownFraction,
                inputNoise,
                weightDecay,
                maxGradientNorm);
    }

    private static void require(String name, boolean valid, Number actual, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, actual));
        }
    }
}
