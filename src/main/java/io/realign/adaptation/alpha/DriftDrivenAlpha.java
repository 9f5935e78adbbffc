package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * A ramp that is let down as the features of the domains come together: times
 * {@code clip((drift - noise) / (drift at the start - noise), 0, 1)}, so that nothing is pushed that chance alone explains.
 * A drift that is within the noise at the start already leaves nothing to do, and a drift that was never measured leaves
 * the ramp alone.
 *
 * @param ramp begins anew with every adaptation
 * @param noise the drift that 95 of 100 pairs of samples of one domain stay below, in the unit of {@link TrainingSignals#drift()}
 */
public record DriftDrivenAlpha(GaninRamp ramp, double noise) implements AlphaPolicy {
    public DriftDrivenAlpha {
        Preconditions.requireAtLeast("noise", noise, 0);
    }

    @Override
    public double propose(AlphaState state, TrainingSignals signals) {
        return ramp.at(signals.progress()) * remainingDrift(state);
    }

    /** The share of the drift that is left, 0 to 1. */
    private double remainingDrift(AlphaState state) {
        if (Double.isNaN(state.driftAtStart())) {
            return 1;
        }
        double whole = state.driftAtStart() - noise;
        return whole <= 0 ? 0 : Math.max(0, Math.min(1, (state.drift() - noise) / whole));
    }
}
