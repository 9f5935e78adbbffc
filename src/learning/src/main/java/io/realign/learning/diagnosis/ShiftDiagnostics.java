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
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.ModelOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Compares source and target in the inputs, embeddings and predictions of a model; wide inputs are projected. */
final class ShiftDiagnostics {
    /** Agreement of the predictions under different standardisations of the target. */
    private static final double MIN_SELF_AGREEMENT = .95;

    private static final double MAX_REMOVED_FRACTION = .8;

    /** Corresponds to an error of 10 %: 2 (1 - 2 x .1). */
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
        holdOutOutputs = input.model().evaluate(standardisedHoldOut, false);
        targetOutputs = input.model().evaluate(target, true);
    }

    TsneMap map() {
        return TsneMap.of(holdOutOutputs.embedding(), targetOutputs.embedding(), seed);
    }

    List<MapPoint> points(TsneMap map) {
        int[] labels = holdOutLabels();
        int[] predictions = ClassPredictions.of(targetOutputs).classes();
        return IntStream.range(0, map.points().length)
                .mapToObj(i -> {
                    boolean ofTarget = i >= map.firstCount();
                    int row = map.rowIndices()[i];
                    double[] point = map.points()[i];
                    return new MapPoint(ofTarget, ofTarget ? predictions[row] : labels[row], point[0], point[1]);
                })
                .toList();
    }

    private int[] holdOutLabels() {
        SourceRows holdOut = input.holdOut();
        return RowSampler.labelsAt(
                holdOut.labels(), RowSampler.sampleIndices(holdOut.size(), MAX_ROWS_PER_DOMAIN, seed));
    }

    Finding standardisationFinding() {
        float[][] own = refit(input.targetStandardisation(), input.target()).apply(rawTarget);
        return agreementFinding(
                "self-agreement on the target, standardised by the statistics of the target",
                ClassPredictions.of(input.model().evaluate(own, true)).classes(),
                MIN_SELF_AGREEMENT,
                "predictions hardly depend on the statistics used to standardise the target",
                "predictions depend on the statistics used to standardise the target");
    }

    /** Class shares by the confusion matrix of the hold-out set; shows how reliable the predictions are. */
    Finding classShareFinding() {
        SourceRows holdOut = input.holdOut();
        double[] shares = holdOut.classShares();
        int[] labels = holdOutLabels();
        float[][] heldOut = holdOutOutputs.probabilities();
        float[][] predicted = targetOutputs.probabilities();
        SplittableRandom random = new SplittableRandom(seed);
        return ClassShareShift.bootstrap(
                        shares,
                        input.pooledSource().size(),
                        PriorEstimate.byConfusion(heldOut, labels, predicted, shares)
                                .classPriors(),
                        predicted.length,
                        indices -> {
                            int[] resampled = ClassShareShift.bootstrapIndices(heldOut.length, random);
                            return PriorEstimate.byConfusion(
                                            RowSampler.rowsAt(heldOut, resampled),
                                            RowSampler.labelsAt(labels, resampled),
                                            RowSampler.rowsAt(predicted, indices),
                                            shares)
                                    .classPriors();
                        },
                        seed)
                .toFinding("class shares by the predictions of the model, assuming unmoved classes");
    }

    Findings findings(ShiftClassification shift, TsneMap map) {
        float[][] sourceInputs = projection.apply(source);
        float[][] targetInputs = projection.apply(target);
        PermutationTestResult mmd = KernelMmd.between(sourceInputs, targetInputs, seed);
        PermutationTestResult probe =
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
                "neighbours from the own domain on the embedding map",
                map.separation(),
                "source and target are separated on the map",
                "source and target mix on the map"));
        distances.add(distanceFinding("proxy A-distance of the frozen embeddings", probe));
        return new Findings(
                shift, distances, standardisationEffect(mmd), overlapFinding(probe), discriminantAgreement());
    }

    private static Finding distanceFinding(String name, PermutationTestResult result) {
        return Finding.of(name, result, "source and target differ", "not significant");
    }

    private Finding standardisationEffect(PermutationTestResult current) {
        SourceRows labelled = input.pooledSource();
        float[][] ownSource = refit(input.sourceStandardisation(), labelled.features())
                .apply(RowSampler.sampleRows(labelled.features(), MAX_ROWS_PER_DOMAIN, seed));
        float[][] ownTarget =
                refit(input.targetStandardisation(), input.target()).apply(rawTarget);
        PermutationTestResult own = KernelMmd.between(projection.apply(ownSource), projection.apply(ownTarget), seed);
        double removed = removedFraction(current, own);
        return new Finding(
                "fraction of the inputs' MMD removed by standardisation per domain",
                removed,
                ExpectedRange.atMost(MAX_REMOVED_FRACTION),
                String.format(
                        Locale.ROOT,
                        "standardising each domain by its own statistics reduces the squared MMD by %.0f %%",
                        100 * removed));
    }

    /** Refits the standardisation to the rows, whatever their number. */
    private static Standardisation refit(Standardisation model, float[][] rows) {
        return model.refitted(rows, 1);
    }

    private static double removedFraction(PermutationTestResult current, PermutationTestResult own) {
        if (!current.isSignificant()) {
            return 0;
        }
        return own.isSignificant() ? Math.max(0, 1 - own.statistic() / current.statistic()) : 1;
    }

    private static Finding overlapFinding(PermutationTestResult probe) {
        return new Finding(
                "proxy A-distance of the embeddings",
                probe.statistic(),
                ExpectedRange.atMost(MAX_PROXY_A_DISTANCE),
                probe.statistic() > MAX_PROXY_A_DISTANCE
                        ? "a linear classifier separates the domains by the embeddings with at least 90 % accuracy"
                        : "source and target embeddings overlap");
    }

    private Finding discriminantAgreement() {
        return agreementFinding(
                "agreement with a linear discriminant on the target",
                discriminant.classify(target).classes(),
                MIN_DISCRIMINANT_AGREEMENT,
                "independent learners of the source agree on the target",
                "independent learners of the source disagree on the target");
    }

    /** Effect of the domain head, if a model without one is available. */
    Optional<Finding> ablationFinding() {
        return input.ablated()
                .map(ablated -> agreementFinding(
                        "agreement on the target with the model without domain head",
                        ClassPredictions.of(ablated.evaluate(target, true)).classes(),
                        MIN_ABLATION_AGREEMENT,
                        "the domain head hardly changes the predictions on the target",
                        "the domain head changes the predictions on the target"));
    }

    private Finding agreementFinding(String name, int[] others, double min, String high, String low) {
        double agreement = ClassPredictions.of(targetOutputs).agreement(others);
        return new Finding(name, agreement, ExpectedRange.atLeast(min), agreement >= min ? high : low);
    }
}
