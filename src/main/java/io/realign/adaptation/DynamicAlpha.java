package io.realign.adaptation;

/**
 * The coefficient of the reversed gradient, which follows a policy within bounds and is halved whenever an alarm rings. What
 * alarms have taken is not given back before the next adaptation. Pure: the same states and signals give the same curve,
 * and a training goes on from any state.
 *
 * @param policy what it should be
 * @param least never less, 0 or more; above 0 neither ramps nor alarms go lower
 * @param most never more
 * @param alarms what halves it
 */
public record DynamicAlpha(AlphaPolicy policy, double least, double most, AlphaAlarms alarms) {
    public DynamicAlpha {
        Require.atLeast("least", least, 0);
        Require.atLeast("most", most, least);
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
    public AlphaState next(AlphaState state, Signals signals) {
        AlphaState measured = state.measured(signals.drift());
        double proposed = policy.propose(measured, signals);
        int suspicious = alarms.suspicious(state.suspiciousSteps(), signals);
        boolean alarm = alarms.ring(suspicious, signals);
        double damping = alarm ? state.damping() / 2 : state.damping();
        return new AlphaState(
                Math.max(least, Math.min(most, damping * proposed)),
                proposed,
                damping,
                suspicious >= alarms.patience() ? 0 : suspicious,
                measured.driftAtStart(),
                measured.drift());
    }
}
