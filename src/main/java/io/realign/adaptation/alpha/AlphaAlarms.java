package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Conditions that indicate that alpha is too large.
 *
 * @param maxDomainAccuracy maximum accuracy of the domain head, 0 to 1; beyond it a larger alpha does not help
 * @param patience consecutive steps for which the domain head may exceed it, at least 1
 * @param maxHoldOutDrop maximum drop of the accuracy on the source hold-out, 0 to 1
 * @param maxClassShareChange maximum total variation of the predicted class shares, 0 to 1
 */
public record AlphaAlarms(double maxDomainAccuracy, int patience, double maxHoldOutDrop, double maxClassShareChange) {
    public static final AlphaAlarms DEFAULT = new AlphaAlarms(.95, 100, .02, .1);

    /** Tolerance for changes that are exactly at a threshold. */
    private static final double ROUNDING = 1e-9;

    public AlphaAlarms {
        Preconditions.requireBetween("maxDomainAccuracy", maxDomainAccuracy, 0, 1);
        Preconditions.requireAtLeast("patience", patience, 1);
        Preconditions.requireBetween("maxHoldOutDrop", maxHoldOutDrop, 0, 1);
        Preconditions.requireBetween("maxClassShareChange", maxClassShareChange, 0, 1);
    }

    /** Returns the number of consecutive suspicious steps. Steps without a known accuracy are skipped. */
    int countSuspiciousSteps(int before, TrainingSignals signals) {
        if (Double.isNaN(signals.domainAccuracy())) {
            return before;
        }
        return signals.domainAccuracy() > maxDomainAccuracy ? before + 1 : 0;
    }

    boolean isTriggered(int suspiciousSteps, TrainingSignals signals) {
        return suspiciousSteps >= patience
                || signals.holdOutChange() < -maxHoldOutDrop - ROUNDING
                || signals.classShareChange() > maxClassShareChange + ROUNDING;
    }
}
