package io.realign.adaptation.alpha;

/**
 * All that the next coefficient depends on besides what is measured.
 *
 * @param alpha the coefficient of the reversed gradient of this step, 0 or more
 * @param proposed what the policy proposed for it
 * @param damping what the alarms have left of proposals, 1 or a power of one half
 * @param suspiciousSteps for how many steps on end the domain head has been too good since the last alarm
 * @param driftAtStart the first drift that was measured, NaN before that
 * @param drift the last one, NaN before the first
 */
public record AlphaState(
        double alpha, double proposed, double damping, int suspiciousSteps, double driftAtStart, double drift) {
    /** Before the first step of an adaptation. */
    public static final AlphaState START = new AlphaState(0, 0, 1, 0, Double.NaN, Double.NaN);

    /** The same with the drift that has been measured, if it has. */
    AlphaState withDrift(double newDrift) {
        if (Double.isNaN(newDrift)) {
            return this;
        }
        double first = Double.isNaN(driftAtStart) ? newDrift : driftAtStart;
        return new AlphaState(alpha, proposed, damping, suspiciousSteps, first, newDrift);
    }
}
