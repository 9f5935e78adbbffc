package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Linear ramp.
 *
 * @param first initial value, 0 or more
 * @param last final value, 0 or more
 */
public record LinearRamp(double first, double last) implements AlphaSchedule {
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
