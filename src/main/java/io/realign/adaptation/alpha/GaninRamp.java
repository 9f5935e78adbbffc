package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Sigmoid ramp {@code maxAlpha * (2 / (1 + exp(-gamma * progress)) - 1)} (Ganin et al., Domain-Adversarial Training of
 * Neural Networks, 2016, section 5.2.2). It starts at 0, so that an untrained domain head does not disturb the
 * embedding.
 *
 * @param gamma steepness, positive; 10 in the paper
 * @param maxAlpha final value, 0 or more; 1 in the paper
 */
public record GaninRamp(double gamma, double maxAlpha) implements AlphaSchedule {
    /** Value of gamma in the paper. */
    public static final double GAMMA = 10;

    public GaninRamp {
        Preconditions.requirePositive("gamma", gamma);
        Preconditions.requireAtLeast("maxAlpha", maxAlpha, 0);
    }

    @Override
    public double at(double progress) {
        return maxAlpha * (2 / (1 + Math.exp(-gamma * progress)) - 1);
    }
}
