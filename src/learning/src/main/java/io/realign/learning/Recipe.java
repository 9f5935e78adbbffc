package io.realign.learning;

/**
 * How to train.
 *
 * @param steps training steps, at least 1
 * @param batch rows of each domain in a step, at least 2
 * @param learningRate of Adam, after the warm-up; positive
 * @param warmUp share of the steps over which the learning rate rises from nothing, 0 to 1
 * @param alphaMax where the coefficient of the reversed gradient ends, 0 or more; of no use without target rows
 * @param inputNoise deviation of the noise added to standardised training rows, 0 or more
 * @param weightDecay pull of the weights to zero, in units of the learning rate, 0 or more
 * @param clip longest gradient, positive; a longer one is shortened to it
 * @param reach how far the target's standardiser goes from the live model's, 0, to the window's own statistics, 1; of no
 *     use without target rows
 */
public record Recipe(
        int steps,
        int batch,
        double learningRate,
        double warmUp,
        double alphaMax,
        double inputNoise,
        double weightDecay,
        double clip,
        double reach) {
    /** For version 1, which starts from random weights. */
    public static final Recipe SOURCE = new Recipe(600, 64, 1e-3, .1, 0, .2, 3e-3, 5, 1);

    /**
     * For going on from a trained model, in about one second of a core. On tabular data an alpha of 1 does harm, .1
     * helps.
     */
    public static final Recipe ADAPTATION = new Recipe(300, 64, 5e-4, .1, .1, .2, 3e-3, 5, 1);

    public Recipe {
        require("steps", steps >= 1, steps, "at least 1");
        require("batch", batch >= 2, batch, "at least 2");
        require("learningRate", learningRate > 0 && learningRate <= 1, learningRate, "above 0, at most 1");
        require("warmUp", warmUp >= 0 && warmUp <= 1, warmUp, "0 to 1");
        require("alphaMax", alphaMax >= 0 && alphaMax <= 100, alphaMax, "0 to 100");
        require("inputNoise", inputNoise >= 0 && inputNoise <= 10, inputNoise, "0 to 10");
        require("weightDecay", weightDecay >= 0 && weightDecay < 1, weightDecay, "0 to below 1");
        require("clip", clip > 0, clip, "above 0");
        require("reach", reach >= 0 && reach <= 1, reach, "0 to 1");
    }

    /** The same recipe with another {@link #reach()}. */
    public Recipe reaching(double otherReach) {
        return new Recipe(steps, batch, learningRate, warmUp, alphaMax, inputNoise, weightDecay, clip, otherReach);
    }

    private static void require(String name, boolean holds, Number actual, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, actual));
        }
    }
}
