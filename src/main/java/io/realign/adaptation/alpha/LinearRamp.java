package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * A straight line.
 *
 * @param first where it begins, 0 or more
 * @param last where it ends, 0 or more
 */
public record LinearRamp(double first, double last) implements AlphaSchedule {
    /** From the least coefficient of the parameter guide to its most. */
    public static final LinearRamp DEFAULT = new LinearRamp(.1, 1);

    public LinearRamp {
        Preconditions.requireAtLeast("first", first, 0);
        Preconditions.requireAtLeast("last", last, 0);
    }

    @Override
    public double at(double progress) {
        return first + (last - first) * progress;
    }
}
