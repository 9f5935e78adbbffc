package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.prior.PriorEstimate;
import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.source.ClassGaussians;
import io.realign.learning.source.LabelConflict;
import io.realign.learning.source.LeaveOneSourceOut;
import io.realign.learning.source.LinearDiscriminant;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceAgreement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Classifies the shift between labelled sources and an unlabelled target.
 *
 * <p>The classifier first checks the sources against each other. It then tests the hypothesis that only class shares have
 * shifted: it estimates the class shares of the target under this hypothesis, resamples the source to these shares, and
 * compares the sample with the target. If they differ, features have shifted. A feature shift biases the estimate, so the
 * class shares are then estimated by a method that allows a feature shift.
 */
public final class ShiftClassifier {
    private static final int MAX_TARGET_ROWS = 400;

    private ShiftClassifier() {}

    /**
     * Classifies the shift between the sources and the target.
     *
     * @param sources at least one source, with raw rows; all with the same features and classes
     * @param target at least two raw rows
     */
    public static ShiftClassification classify(List<NamedSource> sources, float[][] target, long seed) {
        if (sources.size() == 1) {
            return classify(sources.get(0).rows(), target, seed);
        }
        SourceAgreement agreement = LeaveOneSourceOut.check(sources, seed);
        Finding finding = agreementFinding(agreement);
        List<String> outliers =
                agreement.outliers().stream().map(LabelConflict::name).toList();
        ShiftClassification agreeing = classify(
                SourceRows.pooled(sources.stream()
                        .filter(source -> !outliers.contains(source.name()))
                        .map(NamedSource::rows)
                        .toList()),
                target,
                seed);
        return new ShiftClassification(
                outliers.isEmpty() ? agreeing.shiftType() : ShiftType.OUTLIER_SOURCE,
                agreeing.targetShiftType(),
                agreeing.classShareAgreement(),
                outliers,
                Stream.concat(Stream.of(finding), agreeing.findings().stream()).toList());
    }

    private static Finding agreementFinding(SourceAgreement agreement) {
        List<LabelConflict> outliers = agreement.outliers();
        String message = outliers.isEmpty()
                ? "no source contradicts the majority of the others"
                : String.join(
                        "; ", outliers.stream().map(LabelConflict::message).toList());
        return new Finding("outlier sources", outliers.size(), ExpectedRange.atMost(0), message);
    }

    static ShiftClassification classify(SourceRows source, float[][] target, long seed) {
        Standardisation standardisation = Standardisation.fit(source.features());
        GaussianRandomProjection projection = GaussianRandomProjection.of(
                standardisation.width(), GaussianRandomProjection.DISTANCE_COMPONENTS, seed);
        SourceRows standardised = new SourceRows(
                projection.apply(standardisation.apply(source.features())), source.labels(), source.classCount());
        float[][] sampled = RowSampler.sampleRows(target, MAX_TARGET_ROWS, seed);
        ClassGaussians gaussians = ClassGaussians.of(standardised);
        List<Finding> findings = new ArrayList<>();

        float[][] sourceStandardisedTarget = projection.apply(standardisation.apply(sampled));
        ClassShareShift shares = estimateWithoutFeatureShift(gaussians, sourceStandardisedTarget, source.size(), seed);
        findings.add(shares.toFinding("class shares, assuming no feature shift"));
        List<Finding> residual = ResidualTest.run(standardised, sourceStandardisedTarget, shares.classShares(), seed);
        findings.addAll(residual);
        if (residual.stream().allMatch(Finding::isExpected)) {
            return classification(shares.isSignificant() ? ShiftType.LABEL : ShiftType.NONE, shares, findings);
        }
        float[][] standardisedPerDomain =
                projection.apply(standardisation.refitted(target, 1).apply(sampled));
        ClassShareShift refined = estimateWithFeatureShift(gaussians, standardisedPerDomain, source.size(), seed);
        findings.add(refined.toFinding("class shares, allowing a feature shift"));
        return classification(refined.isSignificant() ? ShiftType.BOTH : ShiftType.COVARIATE, refined, findings);
    }

    private static ShiftClassification classification(ShiftType type, ClassShareShift shares, List<Finding> findings) {
        double agreement = shares.isSignificant() ? Math.max(0, 1 - shares.totalVariation()) : 1;
        return new ShiftClassification(type, type, agreement, List.of(), findings);
    }

    private static ClassShareShift estimateWithoutFeatureShift(
            ClassGaussians gaussians, float[][] rows, int sourceRows, long seed) {
        LinearDiscriminant discriminant = LinearDiscriminant.fromClasses(gaussians);
        float[][] probabilities =
                Arrays.stream(rows).map(discriminant::probabilities).toArray(float[][]::new);
        double[] source = gaussians.classShares();
        return ClassShareShift.bootstrap(
                source,
                sourceRows,
                PriorEstimate.byLikelihood(probabilities, source).classPriors(),
                rows.length,
                selected -> PriorEstimate.byLikelihood(RowSampler.rowsAt(probabilities, selected), source)
                        .classPriors(),
                seed);
    }

    private static ClassShareShift estimateWithFeatureShift(
            ClassGaussians gaussians, float[][] rows, int sourceRows, long seed) {
        ShiftTolerantPriors priors = new ShiftTolerantPriors(gaussians, gaussians.whiten(rows));
        double[] shares = priors.classShares();
        return ClassShareShift.bootstrap(
                gaussians.classShares(),
                sourceRows,
                shares,
                rows.length,
                selected -> priors.reestimate(selected, shares),
                seed);
    }
}
