package io.realign.adaptation.alpha;

/**
 * Proposes alpha for each training step. {@link GuardedAlpha} halves the proposal for each step at which one of
 * the {@link AlphaSafeguards} is triggered, and clips it to the bounds.
 */
public sealed interface AlphaPolicy permits AlphaSchedule, DriftDrivenAlpha, AccuracyController {
    /**
     * Returns the proposed alpha for the next step.
     *
     * @param state state after the last step; its drift is the newest measurement and never NaN, unlike that of {@code signals}
     * @param signals current measurements
     * @return 0 or more
     */
    double propose(AlphaState state, TrainingSignals signals);
}
