package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * A ramp that decreases as the features of the domains align: multiplied by
 * {@code clip((drift - noise) / (drift at start - noise), 0, 1)}. If the drift at the start is within the noise, alpha
 * is 0. Without a measurement the ramp is unchanged.
 *
 * @param ramp schedule of every adaptation
 * @param noise 95 % quantile of the drift between samples of one domain, in the unit of {@link TrainingSignals#drift()}
 */
public record DriftDrivenAlpha(GaninRamp ramp, double noise) implements AlphaPolicy {
    public DriftDrivenAlpha {
        Preconditions.requireAtLeast("noise", noise, 0);
    }

    @Override
    public double propose(AlphaState state, TrainingSignals signals) {
        return ramp.at(signals.progress()) * remainingDrift(state);
    }

    /** Returns the fraction of the initial drift that remains, 0 to 1. */
    private double remainingDrift(AlphaState state) {
        if (Double.isNaN(state.driftAtStart())) {
            return 1;
        }
        double initial = state.driftAtStart() - noise;
        return initial <= 0 ? 0 : Math.max(0, Math.min(1, (state.drift() - noise) / initial));
    }
}
