package io.realign.learning.diagnosis;

import io.realign.adaptation.prior.PriorEstimate;
import io.realign.learning.distance.ClasswiseDistance;
import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.PermutationTestResult;
import io.realign.learning.distance.ProxyADistance;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.distance.SlicedWasserstein;
import io.realign.learning.distance.TsneMap;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.ModelOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Compares the inputs, embeddings and predictions of a model for source and target. Wide inputs are randomly projected. */
final class ShiftDiagnostics {
    private static final double MIN_STANDARDISATION_AGREEMENT = .95;

    private static final double MAX_REMOVED_FRACTION = .8;

    /** Corresponds to a classification error of 10 %: {@code 2 * (1 - 2 * .1)}. */
    private static final double MAX_PROXY_A_DISTANCE = 1.6;

    /** Below this, independent learners agree too little to evaluate a candidate without labels. */
    private static final double MIN_DISCRIMINANT_AGREEMENT = .7;

    private static final double MIN_ABLATION_AGREEMENT = .9;

    private static final int MAX_ROWS_PER_DOMAIN = 1000;

    private final DiagnosisInput input;
    private final ProjectedDiscriminant discriminant;
    private final GaussianRandomProjection projection;
    private final long seed;
    private final float[][] rawTarget;
    private final float[][] source;
    private final float[][] target;
    private final float[][] standardisedHoldOut;
    private final ModelOutputs holdOutOutputs;
    private final ModelOutputs targetOutputs;

    ShiftDiagnostics(DiagnosisInput input, ProjectedDiscriminant discriminant, long seed) {
        this.input = input;
        this.discriminant = discriminant;
        this.seed = seed;
        projection = discriminant.projection();
        rawTarget = RowSampler.sampleRows(input.target(), MAX_ROWS_PER_DOMAIN, seed);
        source = input.sourceStandardisation()
                .apply(RowSampler.sampleRows(input.pooledSource().features(), MAX_ROWS_PER_DOMAIN, seed));
        target = input.targetStandardisation().apply(rawTarget);
        standardisedHoldOut = input.sourceStandardisation()
                .apply(RowSampler.sampleRows(input.holdOut().features(), MAX_ROWS_PER_DOMAIN, seed));
        holdOutOutputs = input.model().predictSource(standardisedHoldOut);
        targetOutputs = input.model().predictTarget(target);
    }

    TsneMap map() {
        return TsneMap.of(holdOutOutputs.embedding(), targetOutputs.embedding(), seed);
    }

    List<MapPoint> points(TsneMap map) {
        int[] labels = holdOutLabels();
        int[] predictions = ClassPredictions.of(targetOutputs).classes();
        return IntStream.range(0, map.points().length)
                .mapToObj(i -> {
                    boolean isTarget = i >= map.firstCount();
                    int row = map.rowIndices()[i];
                    double[] point = map.points()[i];
                    return new MapPoint(isTarget, isTarget ? predictions[row] : labels[row], point[0], point[1]);
                })
                .toList();
    }

    private int[] holdOutLabels() {
        SourceRows holdOut = input.holdOut();
        return RowSampler.labelsAt(
                holdOut.labels(), RowSampler.sampleIndices(holdOut.size(), MAX_ROWS_PER_DOMAIN, seed));
    }

    Finding standardisationFinding() {
        float[][] own =
                input.targetStandardisation().refitted(input.target(), 1).apply(rawTarget);
        return agreementFinding(
                "agreement with the predictions on the target when standardised with its own statistics",
                ClassPredictions.of(input.model().predictTarget(own)).classes(),
                MIN_STANDARDISATION_AGREEMENT,
                "the predictions on the target hardly depend on its standardisation",
                "the predictions on the target depend on its standardisation");
    }

    /** Shift of the class shares, estimated with the confusion matrix of the hold-out set. */
    Finding classShareFinding() {
        SourceRows holdOut = input.holdOut();
        double[] shares = holdOut.classShares();
        int[] labels = holdOutLabels();
        float[][] holdOutProbabilities = holdOutOutputs.probabilities();
        float[][] targetProbabilities = targetOutputs.probabilities();
        SplittableRandom random = new SplittableRandom(seed);
        return ClassShareShift.bootstrap(
                        shares,
                        input.pooledSource().size(),
                        PriorEstimate.byConfusion(holdOutProbabilities, labels, targetProbabilities, shares)
                                .classPriors(),
                        targetProbabilities.length,
                        indices -> {
                            int[] resampled = ClassShareShift.bootstrapIndices(holdOutProbabilities.length, random);
                            return PriorEstimate.byConfusion(
                                            RowSampler.rowsAt(holdOutProbabilities, resampled),
                                            RowSampler.labelsAt(labels, resampled),
                                            RowSampler.rowsAt(targetProbabilities, indices),
                                            shares)
                                    .classPriors();
                        },
                        seed)
                .toFinding("class shares by the predictions of the model, assuming no feature shift");
    }

    Findings findings(ShiftClassification shift, TsneMap map) {
        float[][] sourceInputs = projection.apply(source);
        float[][] targetInputs = projection.apply(target);
        PermutationTestResult mmd = KernelMmd.between(sourceInputs, targetInputs, seed);
        PermutationTestResult separation =
                ProxyADistance.between(holdOutOutputs.embedding(), targetOutputs.embedding(), seed);
        List<Finding> distances = new ArrayList<>();
        distances.add(distanceFinding("MMD of the inputs", mmd));
        distances.add(distanceFinding(
                "sliced Wasserstein distance of the inputs",
                SlicedWasserstein.between(sourceInputs, targetInputs, seed)));
        distances.add(distanceFinding(
                "proxy A-distance of the inputs", ProxyADistance.between(sourceInputs, targetInputs, seed)));
        distances.add(distanceFinding(
                "classwise distance of the inputs, by predicted classes",
                ClasswiseDistance.between(
                        projection.apply(standardisedHoldOut),
                        ClassPredictions.of(holdOutOutputs).classes(),
                        targetInputs,
                        ClassPredictions.of(targetOutputs).classes(),
                        seed)));
        distances.add(Finding.of(
                "fraction of neighbours from the same domain on the embedding map",
                map.separation(),
                "source and target are separated on the map",
                "source and target mix on the map"));
        distances.add(distanceFinding("proxy A-distance of the embeddings", separation));
        return new Findings(
                shift, distances, standardisationEffect(mmd), overlapFinding(separation), discriminantAgreement());
    }

    private static Finding distanceFinding(String name, PermutationTestResult result) {
        return Finding.of(name, result, "source and target differ", "not significant");
    }

    private Finding standardisationEffect(PermutationTestResult current) {
        SourceRows labelled = input.pooledSource();
        float[][] ownSource = input.sourceStandardisation()
                .refitted(labelled.features(), 1)
                .apply(RowSampler.sampleRows(labelled.features(), MAX_ROWS_PER_DOMAIN, seed));
        float[][] ownTarget =
                input.targetStandardisation().refitted(input.target(), 1).apply(rawTarget);
        PermutationTestResult own = KernelMmd.between(projection.apply(ownSource), projection.apply(ownTarget), seed);
        double removed = 0;
        if (current.isSignificant()) {
            removed = own.isSignificant() ? Math.max(0, 1 - own.statistic() / current.statistic()) : 1;
        }
        return new Finding(
                "fraction of the inputs' MMD removed by standardisation per domain",
                removed,
                ExpectedRange.atMost(MAX_REMOVED_FRACTION),
                String.format(
                        Locale.ROOT,
                        "standardising each domain with its own statistics reduces the squared MMD by %.0f %%",
                        100 * removed));
    }

    private static Finding overlapFinding(PermutationTestResult separation) {
        return new Finding(
                "proxy A-distance of the embeddings, compared with the overlap limit",
                separation.statistic(),
                ExpectedRange.atMost(MAX_PROXY_A_DISTANCE),
                separation.statistic() > MAX_PROXY_A_DISTANCE
                        ? "a linear classifier separates the domains by the embeddings with at least 90 % accuracy"
                        : "source and target embeddings overlap");
    }

    private Finding discriminantAgreement() {
        return agreementFinding(
                "agreement with a linear discriminant on the target",
                discriminant.classify(target).classes(),
                MIN_DISCRIMINANT_AGREEMENT,
                "independent learners that were trained on the source agree on the target",
                "independent learners that were trained on the source disagree on the target");
    }

    Optional<Finding> ablationFinding() {
        return input.ablated()
                .map(ablated -> agreementFinding(
                        "agreement with the model without domain head on the target",
                        ClassPredictions.of(ablated.predictTarget(target)).classes(),
                        MIN_ABLATION_AGREEMENT,
                        "the domain head hardly changes the predictions on the target",
                        "the domain head changes the predictions on the target"));
    }

    private Finding agreementFinding(String name, int[] others, double min, String highMessage, String lowMessage) {
        double agreement = ClassPredictions.of(targetOutputs).agreement(others);
        return new Finding(name, agreement, ExpectedRange.atLeast(min), agreement >= min ? highMessage : lowMessage);
    }
}
