package io.realign.learning.training;

/**
 * How long and how fast to train. The learning rate rises over the warm-up, stays, and falls to nothing over the cool-down, so
 * that where a training ends does not depend on its last few batches.
 *
 * @param steps 0 or more; none leaves the network as it is
 * @param batch rows of each domain in a step, at least 2
 * @param learningRate the highest; above 0, at most 1
 * @param warmUpFraction share of the steps over which the learning rate rises from nothing, 0 to 1
 * @param coolDownFraction share of the steps over which it falls to nothing, 0 to 1
 * @param inputNoise deviation of the noise added to standardised training rows, 0 to 10
 * @param weightDecay pull of the weights to zero, in units of the learning rate, 0 to below 1
 * @param maxGradientNorm longest gradient, positive; a longer one is shortened to it
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
    /** From random weights, on tables. */
    public static final TrainingSchedule TABULAR = new TrainingSchedule(600, 64, 1e-3, .1, .5, .2, 3e-3, 5);

    /** On from a trained network for tables, in about one second of a core. */
    public static final TrainingSchedule TABULAR_ADAPTATION = new TrainingSchedule(300, 64, 5e-4, .1, .5, .2, 3e-3, 5);

    /**
     * From random weights, on images; noise would hide what they show, and alpha is high only in the second half, in which
     * the rate must not fall.
     */
    public static final TrainingSchedule IMAGES = new TrainingSchedule(600, 64, 1e-3, .05, 0, 0, 1e-4, 5);

    public TrainingSchedule {
        require("steps", steps >= 0, steps, "0 or more");
        require("batch", batch >= 2, batch, "at least 2");
        require("learningRate", learningRate > 0 && learningRate <= 1, learningRate, "above 0, at most 1");
        require("warmUp", warmUpFraction >= 0 && warmUpFraction <= 1, warmUpFraction, "0 to 1");
        require("coolDown", coolDownFraction >= 0 && coolDownFraction <= 1, coolDownFraction, "0 to 1");
        require("inputNoise", inputNoise >= 0 && inputNoise <= 10, inputNoise, "0 to 10");
        require("weightDecay", weightDecay >= 0 && weightDecay < 1, weightDecay, "0 to below 1");
        require("clip", maxGradientNorm > 0, maxGradientNorm, "above 0");
    }

    /**
     * The learning rate of a step.
     *
     * @param step 0 to {@code steps - 1}
     */
    double learningRate(int step) {
        double rising = (step + 1) / Math.max(1, warmUpFraction * steps);
        double falling = (steps - step) / Math.max(1, coolDownFraction * steps);
        return learningRate * Math.min(1, Math.min(rising, falling));
    }

    /** The same pace over another number of steps. */
    public TrainingSchedule withSteps(int otherSteps) {
        return new TrainingSchedule(
                otherSteps,
                batch,
                learningRate,
                warmUpFraction,
                coolDownFraction,
                inputNoise,
                weightDecay,
                maxGradientNorm);
    }

    private static void require(String name, boolean holds, Number actual, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, actual));
        }
    }
}
