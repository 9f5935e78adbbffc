package io.realign.learning.training;

/**
 * How long and how fast to train. The learning rate rises over the warm-up, stays, and falls to nothing over the cool-down, so
 * that where a training ends does not depend on its last few batches.
 *
 * @param steps 0 or more; none leaves the network as it is
 * @param batch rows of each domain in a step, at least 2
 * @param learningRate the highest; above 0, at most 1
 * @param warmUp share of the steps over which the learning rate rises from nothing, 0 to 1
 * @param coolDown share of the steps over which it falls to nothing, 0 to 1
 * @param inputNoise deviation of the noise added to standardised training rows, 0 to 10
 * @param weightDecay pull of the weights to zero, in units of the learning rate, 0 to below 1
 * @param clip longest gradient, positive; a longer one is shortened to it
 */
public record Pace(
        int steps,
        int batch,
        double learningRate,
        double warmUp,
        double coolDown,
        double inputNoise,
        double weightDecay,
        double clip) {
    /** From random weights, on tables. */
    public static final Pace TABULAR = new Pace(600, 64, 1e-3, .1, .5, .2, 3e-3, 5);

    /** On from a trained network for tables, in about one second of a core. */
    public static final Pace TABULAR_ADAPTATION = new Pace(300, 64, 5e-4, .1, .5, .2, 3e-3, 5);

    /**
     * From random weights, on images; noise would hide what they show, and alpha is high only in the second half, in which
     * the rate must not fall.
     */
    public static final Pace IMAGES = new Pace(600, 64, 1e-3, .05, 0, 0, 1e-4, 5);

    public Pace {
        require("steps", steps >= 0, steps, "0 or more");
        require("batch", batch >= 2, batch, "at least 2");
        require("learningRate", learningRate > 0 && learningRate <= 1, learningRate, "above 0, at most 1");
        require("warmUp", warmUp >= 0 && warmUp <= 1, warmUp, "0 to 1");
        require("coolDown", coolDown >= 0 && coolDown <= 1, coolDown, "0 to 1");
        require("inputNoise", inputNoise >= 0 && inputNoise <= 10, inputNoise, "0 to 10");
        require("weightDecay", weightDecay >= 0 && weightDecay < 1, weightDecay, "0 to below 1");
        require("clip", clip > 0, clip, "above 0");
    }

    /**
     * The learning rate of a step.
     *
     * @param step 0 to {@code steps - 1}
     */
    double learningRate(int step) {
        double rising = (step + 1) / Math.max(1, warmUp * steps);
        double falling = (steps - step) / Math.max(1, coolDown * steps);
        return learningRate * Math.min(1, Math.min(rising, falling));
    }

    /** The same pace over another number of steps. */
    public Pace lasting(int otherSteps) {
        return new Pace(otherSteps, batch, learningRate, warmUp, coolDown, inputNoise, weightDecay, clip);
    }

    private static void require(String name, boolean holds, Number actual, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, actual));
        }
    }
}
