package io.realign.adaptation;

/**
 * When a training is pushed too hard.
 *
 * @param domainAccuracy above which the domain head is too good, 0 to 1; if pushing does not help, less is pushed
 * @param patience for how many steps on end it may be, at least 1
 * @param holdOutDrop how much of the accuracy on held-out source rows may be lost, 0 to 1
 * @param shareChange how far the predicted class shares may move, as total variation, 0 to 1
 */
public record AlphaAlarms(double domainAccuracy, int patience, double holdOutDrop, double shareChange) {
    public static final AlphaAlarms DEFAULT = new AlphaAlarms(.95, 100, .02, .1);

    /** Changes are differences of quotients; one exactly on the line must not ring by rounding. */
    private static final double ROUNDING = 1e-9;

    public AlphaAlarms {
        Require.between("domainAccuracy", domainAccuracy, 0, 1);
        Require.atLeast("patience", patience, 1);
        Require.between("holdOutDrop", holdOutDrop, 0, 1);
        Require.between("shareChange", shareChange, 0, 1);
    }

    /** How many suspicious steps there are now; a step whose accuracy is not known is none, and breaks no row of them. */
    int suspicious(int before, Signals signals) {
        if (Double.isNaN(signals.domainAccuracy())) {
            return before;
        }
        return signals.domainAccuracy() > domainAccuracy ? before + 1 : 0;
    }

    boolean ring(int suspiciousSteps, Signals signals) {
        return suspiciousSteps >= patience
                || signals.holdOutChange() < -holdOutDrop - ROUNDING
                || signals.shareChange() > shareChange + ROUNDING;
    }
}
