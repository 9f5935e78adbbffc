package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Controls the accuracy of the domain head. Each step multiplies alpha by {@code exp(gain * (accuracy - setpoint))}.
 * The exponents add up to an integral, so the noise of single batches cancels.
 *
 * <p>The accuracy of a good model may be anywhere between .5 and 1: the controller stabilises training and does not
 * measure success.
 *
 * @param setpoint target accuracy, 0.5 to 1
 * @param gain gain of a step, positive
 * @param minAlpha initial value and lower bound, positive
 * @param maxAlpha upper bound
 */
public record AccuracyController(double setpoint, double gain, double minAlpha, double maxAlpha)
        implements AlphaPolicy {
    /** An error of .2 doubles alpha in about 70 steps, a quarter of an adaptation. */
    public static final double GAIN = .05;

    public AccuracyController {
        Preconditions.requireBetween("setpoint", setpoint, .5, 1);
        Preconditions.requirePositive("gain", gain);
        Preconditions.requirePositive("minAlpha", minAlpha);
        Preconditions.requireAtLeast("maxAlpha", maxAlpha, minAlpha);
    }

    @Override
    public double propose(AlphaState state, TrainingSignals signals) {
        double error = Double.isNaN(signals.domainAccuracy()) ? 0 : signals.domainAccuracy() - setpoint;
        double previous = Math.max(minAlpha, state.proposed());
        return Math.max(minAlpha, Math.min(maxAlpha, previous * Math.exp(gain * error)));
    }
}
