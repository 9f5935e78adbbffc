package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Integral controller for the accuracy of the domain head. Each step multiplies alpha by
 * {@code exp(gain * (accuracy - setpoint))}. The exponents are summed over all steps, so the noise of single batches
 * cancels.
 *
 * <p>The controller stabilises training. It does not measure success: with a good model, the accuracy may be anywhere
 * between .5 and 1.
 *
 * @param setpoint target accuracy, 0.5 to 1
 * @param gain gain of the controller: change of the logarithm of alpha per step and unit of accuracy, positive
 * @param minAlpha initial value and lower bound, positive
 * @param maxAlpha upper bound, at least {@code minAlpha}
 */
public record AccuracyController(double setpoint, double gain, double minAlpha, double maxAlpha)
        implements AlphaPolicy {
    /** With an accuracy .2 above the setpoint, alpha doubles in about 70 steps, a quarter of an adaptation. */
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
