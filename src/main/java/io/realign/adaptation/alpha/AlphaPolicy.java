package io.realign.adaptation.alpha;

/** What the coefficient of the reversed gradient should be, step by step; {@link DynamicAlpha} watches over it. */
public sealed interface AlphaPolicy permits AlphaSchedule, DriftDrivenAlpha, AccuracyController {
    /**
     * The coefficient for the next step, before bounds and alarms.
     *
     * @param state after the last step, and with what the signals say of the drift
     * @param signals what is known now
     * @return 0 or more
     */
    double propose(AlphaState state, TrainingSignals signals);
}
