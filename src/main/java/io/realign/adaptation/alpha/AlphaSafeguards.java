package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * Conditions under which alpha is too large and is halved.
 *
 * @param maxDomainAccuracy maximum accuracy of the domain head, 0 to 1; with a higher accuracy, a larger alpha does not
 *     align the domains further
 * @param patience number of consecutive steps with a higher accuracy until alpha is halved, at least 1
 * @param maxHoldOutDrop maximum drop of the accuracy on the source hold-out since the start of training, 0 to 1
 * @param maxClassShareChange maximum total variation distance of the predicted class shares from those at the start of
 *     training, 0 to 1
 */
public record AlphaSafeguards(
        double maxDomainAccuracy, int patience, double maxHoldOutDrop, double maxClassShareChange) {
    public static final AlphaSafeguards DEFAULT = new AlphaSafeguards(.95, 100, .02, .1);

    /** Tolerance for changes that are exactly at a threshold. */
    private static final double ROUNDING = 1e-9;

    public AlphaSafeguards {
        Preconditions.requireBetween("maxDomainAccuracy", maxDomainAccuracy, 0, 1);
        Preconditions.requireAtLeast("patience", patience, 1);
        Preconditions.requireBetween("maxHoldOutDrop", maxHoldOutDrop, 0, 1);
        Preconditions.requireBetween("maxClassShareChange", maxClassShareChange, 0, 1);
    }

    /** Returns the number of consecutive steps with an excessive accuracy; unchanged if the accuracy is unknown. */
    int countExcessiveSteps(int previousCount, TrainingSignals signals) {
        if (Double.isNaN(signals.domainAccuracy())) {
            return previousCount;
        }
        return signals.domainAccuracy() > maxDomainAccuracy ? previousCount + 1 : 0;
    }

    boolean isTriggered(int excessiveSteps, TrainingSignals signals) {
        return excessiveSteps >= patience
                || signals.holdOutChange() < -maxHoldOutDrop - ROUNDING
                || signals.classShareChange() > maxClassShareChange + ROUNDING;
    }
}
