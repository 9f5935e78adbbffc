package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Constant schedule.
 *
 * @param alpha alpha or weight of a loss term, 0 or more
 */
public record ConstantAlpha(double alpha) implements AlphaSchedule {
    public ConstantAlpha {
        Preconditions.requireAtLeast("alpha", alpha, 0);
    }

    @Override
    public double at(double progress) {
        return alpha;
    }
}
