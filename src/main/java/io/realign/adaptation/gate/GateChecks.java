package io.realign.adaptation.gate;

import java.util.Locale;

/** Checks that several gates share. */
final class GateChecks {
    /** Name of the check of agreement with the LDA ensemble. */
    static final String LDA_AGREEMENT = "agreement with the LDA ensemble";

    /** Tolerance for values that are exactly at a threshold. */
    private static final double ROUNDING = 1e-9;

    private GateChecks() {}

    /** If two models of the same source disagree, neither can be trusted on the window. */
    static CheckResult ldaAgreement(String model, float[][] predictions, Evidence evidence, double threshold) {
        return atLeast(
                LDA_AGREEMENT,
                agreement(predictions, evidence.ldaOnWindow()),
                threshold,
                sameClassText(model, "LDA ensemble"));
    }

    /** Describes the value of {@link #agreement}. */
    static String sameClassText(String one, String other) {
        return "fraction of the window for which the " + one + " and the " + other + " predict the same class";
    }

    /** Returns the fraction of rows with the same predicted class; 0 if there are no rows. */
    static double agreement(float[][] one, float[][] other) {
        return PredictedClasses.of(one).countAgreeing(PredictedClasses.of(other).classes())
                / (double) Math.max(1, one.length);
    }

    static CheckResult likelihood(double gain) {
        return atLeast("likelihood", gain, 0, "gain of the mean log likelihood of the window over the serving model");
    }

    static CheckResult finite(Evidence evidence) {
        int missing = PredictedClasses.of(evidence.candidateOnWindow()).countMissing()
                + PredictedClasses.of(evidence.candidateHoldOut()).countMissing();
        return atMost("finite", missing, 0, "rows with non-finite probabilities of the candidate");
    }

    static CheckResult holdOut(Evidence evidence, double maxDrop) {
        int rows = evidence.holdOutLabels().length;
        double threshold = -maxDrop;
        if (rows == 0) {
            return new CheckResult("source hold-out", -1, threshold, false, "the source hold-out is empty");
        }
        int before = PredictedClasses.of(evidence.servingHoldOut()).countAgreeing(evidence.holdOutLabels());
        int after = PredictedClasses.of(evidence.candidateHoldOut()).countAgreeing(evidence.holdOutLabels());
        return atLeast(
                "source hold-out",
                (after - before) / (double) rows,
                threshold,
                "change of the accuracy on the source hold-out");
    }

    static CheckResult atLeast(String name, double value, double threshold, String description) {
        return check(name, value, threshold, value >= threshold - ROUNDING, "at least", description);
    }

    static CheckResult atMost(String name, double value, double threshold, String description) {
        return check(name, value, threshold, value <= threshold + ROUNDING, "at most", description);
    }

    private static CheckResult check(
            String name, double value, double threshold, boolean passed, String limit, String description) {
        String reason = String.format(Locale.ROOT, "%s: %.3f, expected %s %.3f", description, value, limit, threshold);
        return new CheckResult(name, value, threshold, passed, reason);
    }
}
