package io.realign.adaptation.alpha;

import io.realign.event.Preconditions;

/**
 * When a training is pushed too hard.
 *
 * @param maxDomainAccuracy above which the domain head is too good, 0 to 1; if pushing does not help, less is pushed
 * @param patience for how many steps on end it may be, at least 1
 * @param maxHoldOutDrop how much of the accuracy on held-out source rows may be lost, 0 to 1
 * @param maxClassShareChange how far the predicted class shares may move, as total variation, 0 to 1
 */
public record AlphaAlarms(double maxDomainAccuracy, int patience, double maxHoldOutDrop, double maxClassShareChange) {
    public static final AlphaAlarms DEFAULT = new AlphaAlarms(.95, 100, .02, .1);

    /** Changes are differences of quotients; one exactly on the line must not ring by rounding. */
    private static final double ROUNDING = 1e-9;

    public AlphaAlarms {
        Preconditions.requireBetween("domainAccuracy", maxDomainAccuracy, 0, 1);
        Preconditions.requireAtLeast("patience", patience, 1);
        Preconditions.requireBetween("holdOutDrop", maxHoldOutDrop, 0, 1);
        Preconditions.requireBetween("shareChange", maxClassShareChange, 0, 1);
    }

    /** How many suspicious steps there are now; a step whose accuracy is not known is none, and breaks no row of them. */
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
