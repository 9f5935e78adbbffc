package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Steers the domain head's accuracy to a set point. Each step multiplies the coefficient by
 * {@code exp(gain * (accuracy - setpoint))}: a head that tells the domains apart too well gets harder features to look at.
 * The sum in the exponent is an integral, so that the noise of single batches cancels.
 *
 * <p>The accuracy of a good model may be one half or near 1: take this for holding a training steady, not for a measure of
 * success.
 *
 * @param setpoint the wanted accuracy, 0.5 to 1
 * @param gain of a step, positive
 * @param minAlpha where the coefficient begins, and never falls below; positive, as nothing times anything is nothing
 * @param maxAlpha what it never rises above
 */
public record AccuracyController(double setpoint, double gain, double minAlpha, double maxAlpha)
        implements AlphaPolicy {
    /** An error of .2 doubles the coefficient in about 70 steps, a quarter of an adaptation. */
    public static final double GAIN = .05;

    public AccuracyController {
        Preconditions.requireBetween("setpoint", setpoint, .5, 1);
        Preconditions.requirePositive("gain", gain);
        Preconditions.requirePositive("least", minAlpha);
        Preconditions.requireAtLeast("most", maxAlpha, minAlpha);
    }

    @Override
    public double propose(AlphaState state, TrainingSignals signals) {
        double error = Double.isNaN(signals.domainAccuracy()) ? 0 : signals.domainAccuracy() - setpoint;
        // Before the first step nothing has been proposed, and the least is taken.
        double from = Math.max(minAlpha, state.proposed());
        return Math.max(minAlpha, Math.min(maxAlpha, from * Math.exp(gain * error)));
    }
}
