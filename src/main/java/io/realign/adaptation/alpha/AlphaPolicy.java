package io.realign.adaptation.alpha;

/** Proposes the coefficient of the reversed gradient for each step; {@link DynamicAlpha} applies bounds and alarms. */
public sealed interface AlphaPolicy permits AlphaSchedule, DriftDrivenAlpha, AccuracyController {
    /**
     * Returns the coefficient for the next step, before bounds and alarms.
     *
     * @param state state after the last step, with the drift of the signals
     * @param signals current measurements
     * @return 0 or more
     */
    double propose(AlphaState state, TrainingSignals signals);
}
