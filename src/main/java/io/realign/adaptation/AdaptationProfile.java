package io.realign.adaptation;

import io.realign.event.Preconditions;
import java.util.Locale;

/**
 * Hyperparameters of an adaptation.
 *
 * @param learningRate learning rate, 0.0001 to 0.001
 * @param maxAlpha final alpha (coefficient of the reversed gradient), 0.1 to 1
 * @param batchSize rows per domain (source and target) in a training step, 32 to 128
 * @param epochs passes over the rows, 50 to 200
 */
public record AdaptationProfile(double learningRate, double maxAlpha, int batchSize, int epochs) {
    /** Profile for a target that is similar to the source. */
    public static final AdaptationProfile CLOSE = new AdaptationProfile(1e-3, .3, 64, 50);

    /** Profile for a dissimilar target: smaller learning rate, more epochs, larger alpha. */
    public static final AdaptationProfile FAR = new AdaptationProfile(5e-4, .7, 64, 150);

    public AdaptationProfile {
        Preconditions.requireBetween("learningRate", learningRate, 1e-4, 1e-3);
        Preconditions.requireBetween("maxAlpha", maxAlpha, .1, 1);
        Preconditions.requireBetween("batchSize", batchSize, 32, 128);
        Preconditions.requireBetween("epochs", epochs, 50, 200);
    }

    /**
     * Returns a profile by name.
     *
     * @param name {@code close} or {@code far}, case-insensitive
     * @throws IllegalArgumentException if the name is unknown
     */
    public static AdaptationProfile named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "close" -> CLOSE;
            case "far" -> FAR;
            default -> throw new IllegalArgumentException("profile: expected close or far, got " + name);
        };
    }

    /**
     * Returns the number of training steps.
     *
     * @param rows rows in an epoch, at least 1
     */
    public int steps(int rows) {
        Preconditions.requireAtLeast("rows", rows, 1);
        int stepsPerEpoch = (rows - 1) / batchSize + 1;
        return Math.multiplyExact(epochs, stepsPerEpoch);
    }
}
