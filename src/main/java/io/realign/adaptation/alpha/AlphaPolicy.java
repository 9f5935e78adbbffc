package io.realign.adaptation.alpha;

/** Proposes alpha for each training step. {@link DynamicAlpha} applies bounds and alarms to the proposal. */
public sealed interface AlphaPolicy permits AlphaSchedule, DriftDrivenAlpha, AccuracyController {
    /**
     * Returns the proposed alpha for the next step.
     *
     * @param state state after the last step, with the drift of {@code signals}
     * @param signals current measurements
     * @return 0 or more
     */
    double propose(AlphaState state, TrainingSignals signals);
}
