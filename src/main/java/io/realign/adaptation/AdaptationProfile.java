package io.realign.adaptation;

import io.realign.event.Preconditions;
import java.util.Locale;

/**
 * A starting point of the parameter guide, or one's own within its bounds.
 *
 * @param learningRate 0.0001 to 0.001
 * @param maxAlpha where alpha ends, 0.1 to 1
 * @param batchSize rows of each domain in a step, 32 to 128
 * @param epochs passes over the rows, 50 to 200
 */
public record AdaptationProfile(double learningRate, double maxAlpha, int batchSize, int epochs) {
    /** For domains that look alike. */
    public static final AdaptationProfile CLOSE = new AdaptationProfile(1e-3, .3, 64, 50);

    /** For domains that do not: smaller steps, more of them, and pushed harder. */
    public static final AdaptationProfile FAR = new AdaptationProfile(5e-4, .7, 64, 150);

    public AdaptationProfile {
        Preconditions.requireBetween("learningRate", learningRate, 1e-4, 1e-3);
        Preconditions.requireBetween("coefficient", maxAlpha, .1, 1);
        Preconditions.requireBetween("batch", batchSize, 32, 128);
        Preconditions.requireBetween("epochs", epochs, 50, 200);
    }

    /**
     * The profile of this name.
     *
     * @param name {@code close} or {@code far}, in any case
     * @throws IllegalArgumentException if there is none
     */
    public static AdaptationProfile named(String name) {
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
        Preconditions.requireAtLeast("rows", rows, 1);
        int stepsOfAnEpoch = (rows - 1) / batchSize + 1;
        return Math.multiplyExact(epochs, stepsOfAnEpoch);
    }
}
