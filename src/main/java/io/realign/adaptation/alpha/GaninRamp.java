package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * {@code alphaMax * (2 / (1 + exp(-gamma * progress)) - 1)}: nothing at first, so that the domain head's noise does not
 * disturb the features before it has learnt anything (Ganin et al., Domain-Adversarial Training of Neural Networks,
 * 2016, section 5.2.2).
 *
 * @param gamma how early the ramp rises, positive; 10 in the paper
 * @param alphaMax where it ends, 0 or more; 1 in the paper
 */
public record GaninRamp(double gamma, double alphaMax) implements AlphaSchedule {
    /** The paper's. */
    public static final double GAMMA = 10;

    public GaninRamp {
        Preconditions.requirePositive("gamma", gamma);
        Preconditions.requireAtLeast("alphaMax", alphaMax, 0);
    }

    @Override
    public double at(double progress) {
        return alphaMax * (2 / (1 + Math.exp(-gamma * progress)) - 1);
    }
}
