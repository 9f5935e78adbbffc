package io.realign.adaptation;

import java.util.Locale;

/**
 * A starting point of the parameter guide, or one's own within its bounds.
 *
 * @param learningRate 0.0001 to 0.001
 * @param coefficient where alpha ends, 0.1 to 1
 * @param batch rows of each domain in a step, 32 to 128
 * @param epochs passes over the rows, 50 to 200
 */
public record Profile(double learningRate, double coefficient, int batch, int epochs) {
    /** For domains that look alike. */
    public static final Profile CLOSE = new Profile(1e-3, .3, 64, 50);

    /** For domains that do not: smaller steps, more of them, and pushed harder. */
    public static final Profile FAR = new Profile(5e-4, .7, 64, 150);

    public Profile {
        Require.between("learningRate", learningRate, 1e-4, 1e-3);
        Require.between("coefficient", coefficient, .1, 1);
        Require.between("batch", batch, 32, 128);
        Require.between("epochs", epochs, 50, 200);
    }

    /**
     * The profile of this name.
     *
     * @param name {@code close} or {@code far}, in any case
     * @throws IllegalArgumentException if there is none
     */
    public static Profile named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "close" -> CLOSE;
            case "far" -> FAR;
            default -> throw new IllegalArgumentException("profile: expected close or far, got " + name);
        };
    }

    /**
     * How many training steps the epochs are.
     *
     * @param rows of the domain that an epoch goes through once, at least 1
     */
    public int steps(int rows) {
        Require.atLeast("rows", rows, 1);
        int stepsOfAnEpoch = (rows - 1) / batch + 1;
        return Math.multiplyExact(epochs, stepsOfAnEpoch);
    }
}
