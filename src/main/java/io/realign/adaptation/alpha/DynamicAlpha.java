package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * The coefficient of the reversed gradient: the proposal of a policy, halved by each alarm and limited to bounds.
 * Damping lasts until the end of the adaptation. Stateless, so training can resume from any state.
 *
 * @param policy policy
 * @param minAlpha lower bound after damping, 0 or more
 * @param maxAlpha upper bound
 * @param alarms conditions that halve the coefficient
 */
public record DynamicAlpha(AlphaPolicy policy, double minAlpha, double maxAlpha, AlphaAlarms alarms) {
    public DynamicAlpha {
        Preconditions.requireAtLeast("minAlpha", minAlpha, 0);
        Preconditions.requireAtLeast("maxAlpha", maxAlpha, minAlpha);
    }

    /**
     * Creates the default: driven by the drift.
     *
     * @param alphaMax final value of the ramp, 0 or more
     * @param noise as in {@link DriftDrivenAlpha}
     */
    public static DynamicAlpha driftDriven(double alphaMax, double noise) {
        AlphaPolicy policy = new DriftDrivenAlpha(new GaninRamp(GaninRamp.GAMMA, alphaMax), noise);
        return new DynamicAlpha(policy, 0, alphaMax, AlphaAlarms.DEFAULT);
    }

    /**
     * Returns the state of the next step with its coefficient {@link AlphaState#alpha()}.
     *
     * @param state state of the last step, {@link AlphaState#START} before the first
     */
    public AlphaState next(AlphaState state, TrainingSignals signals) {
        AlphaState measured = state.withDrift(signals.drift());
        double proposed = policy.propose(measured, signals);
        int suspicious = alarms.countSuspiciousSteps(state.suspiciousSteps(), signals);
        boolean alarm = alarms.isTriggered(suspicious, signals);
        double damping = alarm ? state.damping() / 2 : state.damping();
        return new AlphaState(
                Math.max(minAlpha, Math.min(maxAlpha, damping * proposed)),
                proposed,
                damping,
                suspicious >= alarms.patience() ? 0 : suspicious,
                measured.driftAtStart(),
                measured.drift());
    }
}
