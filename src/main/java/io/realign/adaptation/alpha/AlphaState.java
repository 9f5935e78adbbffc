package io.realign.adaptation.alpha;

/**
 * State of {@link GuardedAlpha} between steps.
 *
 * @param alpha coefficient of the reversed gradient in this step, 0 or more
 * @param proposed proposal of the policy for this step
 * @param damping factor by which the safeguards have reduced alpha, 1 or a power of one half
 * @param suspiciousSteps consecutive steps with an excessive accuracy of the domain head since alpha was last halved for it
 * @param driftAtStart first measured drift, NaN before the first measurement
 * @param drift last measured drift, NaN before the first measurement
 */
public record AlphaState(
        double alpha, double proposed, double damping, int suspiciousSteps, double driftAtStart, double drift) {
    /** State before the first step. */
    public static final AlphaState START = new AlphaState(0, 0, 1, 0, Double.NaN, Double.NaN);

    /** Returns a copy with a new measurement of the drift; the same state if the measurement is NaN. */
    AlphaState withDrift(double newDrift) {
        if (Double.isNaN(newDrift)) {
            return this;
        }
        double first = Double.isNaN(driftAtStart) ? newDrift : driftAtStart;
        return new AlphaState(alpha, proposed, damping, suspiciousSteps, first, newDrift);
    }
}
