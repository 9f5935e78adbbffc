package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Ramp that decreases as the embeddings of source and target align: the ramp is multiplied by
 * {@code clip((drift - noise) / (drift at start - noise), 0, 1)}. If the drift at the start is within the noise, alpha
 * is 0. Without a measurement of the drift, the factor is 1.
 *
 * @param ramp schedule before the multiplication
 * @param noise 95 % quantile of the drift between two samples of the same domain, measured like
 *     {@link TrainingSignals#drift()}, 0 or more
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
