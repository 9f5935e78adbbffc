package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * The coefficient of the reversed gradient, which follows a policy within bounds and is halved whenever an alarm rings. What
 * alarms have taken is not given back before the next adaptation. Pure: the same states and signals give the same curve,
 * and a training goes on from any state.
 *
 * @param policy what it should be
 * @param minAlpha never less, 0 or more; above 0 neither ramps nor alarms go lower
 * @param maxAlpha never more
 * @param alarms what halves it
 */
public record DynamicAlpha(AlphaPolicy policy, double minAlpha, double maxAlpha, AlphaAlarms alarms) {
    public DynamicAlpha {
        Preconditions.requireAtLeast("least", minAlpha, 0);
        Preconditions.requireAtLeast("most", maxAlpha, minAlpha);
    }

    /**
     * The one that is taken where nobody has asked for another: driven by the drift.
     *
     * @param alphaMax 0 or more
     * @param noise as for {@link DriftDrivenAlpha}
     */
    public static DynamicAlpha driftDriven(double alphaMax, double noise) {
        AlphaPolicy policy = new DriftDrivenAlpha(new GaninRamp(GaninRamp.GAMMA, alphaMax), noise);
        return new DynamicAlpha(policy, 0, alphaMax, AlphaAlarms.DEFAULT);
    }

    /**
     * The state of the next step, whose coefficient is its {@link AlphaState#alpha()}.
     *
     * @param state of the last step, {@link AlphaState#START} before the first
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
