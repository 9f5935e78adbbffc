package io.realign.adaptation.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Accepts a candidate whose predictions differ little from those of the serving model. Stateless: equal evidence gives
 * equal results. An empty window or a value that is not finite rejects the candidate; without the LDA ensemble or the
 * likelihood, their checks are omitted.
 *
 * @param thresholds thresholds of the checks
 */
public record TrustRegionGate(TrustRegionThresholds thresholds) {
    private static final String TRUST_REGION = "trust region";
    private static final String UNTRAINED = "untrained";

    /** Evaluates a candidate. All checks run, even after a check has failed. */
    public GateResult evaluate(Evidence evidence) {
        PredictedClasses serving = PredictedClasses.of(evidence.servingOnWindow());
        PredictedClasses candidate = PredictedClasses.of(evidence.candidateOnWindow());
        List<CheckResult> checks = new ArrayList<>();
        checks.add(GateChecks.finite(evidence));
        checks.add(GateChecks.holdOut(evidence, thresholds.maxHoldOutDrop()));
        checks.add(agreement(serving, candidate));
        checks.add(classShares(serving, candidate));
        checks.add(density(evidence));
        if (evidence.hasLdaEnsemble()) {
            checks.add(GateChecks.ldaAgreement(
                    "serving model", evidence.servingOnWindow(), evidence, thresholds.minLearnerAgreement()));
        }
        return new GateResult(TRUST_REGION, checks);
    }

    /**
     * Evaluates a candidate of a recipe without training: the network of the serving model with a different
     * standardisation or different class priors. The difference between candidate and serving model is not checked,
     * since under covariate shift the serving model may be wrong on all rows that differ. Instead, the candidate has to agree
     * with the LDA ensemble. Both read rows that are standardised with the statistics of the window, unlike the serving
     * model.
     *
     * @param likelihoodGain mean log likelihood of the window under the candidate minus that under the serving model;
     *     empty if unknown
     */
    public GateResult evaluateUntrained(Evidence evidence, OptionalDouble likelihoodGain) {
        List<CheckResult> checks = new ArrayList<>();
        checks.add(GateChecks.finite(evidence));
        likelihoodGain.ifPresent(gain -> checks.add(GateChecks.likelihood(gain)));
        if (evidence.hasLdaEnsemble()) {
            checks.add(GateChecks.ldaAgreement(
                    "candidate", evidence.candidateOnWindow(), evidence, thresholds.minLearnerAgreement()));
        }
        return new GateResult(UNTRAINED, checks);
    }

    private static CheckResult density(Evidence evidence) {
        int rows = evidence.candidateOnWindow().length;
        double gain = NeighbourhoodDensity.of(evidence.candidateOnWindow())
                - NeighbourhoodDensity.of(evidence.servingOnWindow());
        if (Double.isNaN(gain)) {
            String reason = rows == 0
                    ? "the target window is empty"
                    : "the density is undefined: the window has a single row or non-finite probabilities";
            return new CheckResult("density", -1, 0, false, reason);
        }
        return GateChecks.atLeast(
                "density", gain, 0, "gain of the neighbourhood density of the window over the serving model");
    }

    private CheckResult agreement(PredictedClasses serving, PredictedClasses candidate) {
        int rows = serving.classes().length;
        if (rows == 0) {
            return new CheckResult("agreement", 0, thresholds.minAgreement(), false, "the target window is empty");
        }
        return GateChecks.atLeast(
                "agreement",
                candidate.countAgreeing(serving.classes()) / (double) rows,
                thresholds.minAgreement(),
                GateChecks.sameClassText("candidate", "serving model"));
    }

    private CheckResult classShares(PredictedClasses serving, PredictedClasses candidate) {
        double threshold = thresholds.maxClassShareChange();
        if (serving.classes().length == 0) {
            return new CheckResult("class shares", 1, threshold, false, "the target window is empty");
        }
        return GateChecks.atMost(
                "class shares",
                candidate.totalVariation(serving),
                threshold,
                "total variation distance of the predicted class shares");
    }
}
