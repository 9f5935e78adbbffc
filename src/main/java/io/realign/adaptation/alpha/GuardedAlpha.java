package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Computes alpha, the coefficient of the reversed gradient: the proposal of a policy, halved at each step at which a safeguard is
 * triggered, and clipped to the bounds. Halving lasts until the end of training. Stateless, so training can resume from any state.
 *
 * @param policy proposes alpha
 * @param minAlpha lower bound, 0 or more; also applies after halving
 * @param maxAlpha upper bound, at least {@code minAlpha}
 * @param safeguards conditions that halve alpha
 */
public record GuardedAlpha(AlphaPolicy policy, double minAlpha, double maxAlpha, AlphaSafeguards safeguards) {
    public GuardedAlpha {
        Preconditions.requireAtLeast("minAlpha", minAlpha, 0);
        Preconditions.requireAtLeast("maxAlpha", maxAlpha, minAlpha);
    }

    /**
     * Creates an instance with {@link DriftDrivenAlpha} and the default safeguards.
     *
     * @param maxAlpha final value of the ramp, 0 or more
     * @param noise distance of the embeddings without a shift, see {@link DriftDrivenAlpha#noise()}
     */
    public static GuardedAlpha driftDriven(double maxAlpha, double noise) {
        AlphaPolicy policy = new DriftDrivenAlpha(new GaninRamp(GaninRamp.GAMMA, maxAlpha), noise);
        return new GuardedAlpha(policy, 0, maxAlpha, AlphaSafeguards.DEFAULT);
    }

    /**
     * Returns the state of the next step.
     *
     * @param state state of the last step, {@link AlphaState#START} before the first
     */
    public AlphaState next(AlphaState state, TrainingSignals signals) {
        AlphaState measured = state.withDrift(signals.drift());
        double proposed = policy.propose(measured, signals);
        int excessiveSteps = safeguards.countExcessiveSteps(state.suspiciousSteps(), signals);
        boolean triggered = safeguards.isTriggered(excessiveSteps, signals);
        double damping = triggered ? state.damping() / 2 : state.damping();
        return new AlphaState(
                Math.max(minAlpha, Math.min(maxAlpha, damping * proposed)),
                proposed,
                damping,
                // Halving starts a new count.
                excessiveSteps >= safeguards.patience() ? 0 : excessiveSteps,
                measured.driftAtStart(),
                measured.drift());
    }
}
