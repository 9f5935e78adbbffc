package io.realign.adaptation.alpha;

/** How hard the features are pushed to hide the domain, over the course of an adaptation, whatever happens. */
public sealed interface AlphaSchedule extends AlphaPolicy permits ConstantAlpha, GaninRamp, LinearRamp {
    /**
     * The coefficient of the reversed gradient.
     *
     * @param progress 0 at the first step, towards 1 at the last
     * @return 0 or more
     */
    double at(double progress);

    @Override
    default double propose(AlphaState state, TrainingSignals signals) {
        return at(signals.progress());
    }
}
