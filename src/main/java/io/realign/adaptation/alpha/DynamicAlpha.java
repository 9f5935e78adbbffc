package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Computes alpha, the coefficient of the reversed gradient: the proposal of a policy, halved by each alarm and clipped
 * to the bounds. Halving lasts until the end of training. Stateless, so training can resume from any state.
 *
 * @param policy proposes alpha
 * @param minAlpha lower bound, 0 or more; also applies after alarms
 * @param maxAlpha upper bound, at least {@code minAlpha}
 * @param alarms conditions that halve alpha
 */
public record DynamicAlpha(AlphaPolicy policy, double minAlpha, double maxAlpha, AlphaAlarms alarms) {
    public DynamicAlpha {
        Preconditions.requireAtLeast("minAlpha", minAlpha, 0);
        Preconditions.requireAtLeast("maxAlpha", maxAlpha, minAlpha);
    }

    /**
     * Creates an instance with {@link DriftDrivenAlpha} and the default alarms.
     *
     * @param maxAlpha final value of the ramp, 0 or more
     * @param noise distance of the embeddings without a shift, see {@link DriftDrivenAlpha#noise()}
     */
    public static DynamicAlpha driftDriven(double maxAlpha, double noise) {
        AlphaPolicy policy = new DriftDrivenAlpha(new GaninRamp(GaninRamp.GAMMA, maxAlpha), noise);
        return new DynamicAlpha(policy, 0, maxAlpha, AlphaAlarms.DEFAULT);
    }

    /**
     * Returns the state of the next step.
     *
     * @param state state of the last step, {@link AlphaState#START} before the first
     */
    public AlphaState next(AlphaState state, TrainingSignals signals) {
        AlphaState measured = state.withDrift(signals.drift());
        double proposed = policy.propose(measured, signals);
        int excessiveSteps = alarms.countExcessiveSteps(state.suspiciousSteps(), signals);
        boolean alarm = alarms.isTriggered(excessiveSteps, signals);
        double damping = alarm ? state.damping() / 2 : state.damping();
        return new AlphaState(
                Math.max(minAlpha, Math.min(maxAlpha, damping * proposed)),
                proposed,
                damping,
                // An alarm starts a new count.
                excessiveSteps >= alarms.patience() ? 0 : excessiveSteps,
                measured.driftAtStart(),
                measured.drift());
    }
}
