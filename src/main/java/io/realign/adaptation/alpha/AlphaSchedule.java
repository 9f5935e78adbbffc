package io.realign.adaptation.alpha;

/** A policy that depends on the progress of training only. Recipes also use it for the weight of a loss term. */
public sealed interface AlphaSchedule extends AlphaPolicy permits ConstantAlpha, GaninRamp, LinearRamp {
    /**
     * Returns the value of the schedule.
     *
     * @param progress 0 at the first step, approaching 1 at the last
     * @return 0 or more
     */
    double at(double progress);

    @Override
    default double propose(AlphaState state, TrainingSignals signals) {
        return at(signals.progress());
    }
}
