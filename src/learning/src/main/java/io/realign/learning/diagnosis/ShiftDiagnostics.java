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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Looks at source and target as the model sees them; for distances of inputs, wide rows are made narrow. */
final class ShiftDiagnostics {
    /** Of the target, whichever statistics are used. */
    private static final double MIN_SELF_AGREEMENT = .95;

    /** So much of the squared MMD. */
    private static final double MAX_REMOVED_FRACTION = .8;

    /** Of a probe that is wrong for one row of ten: 2 (1 - 2 x .1). */
    private static final double MAX_PROXY_A_DISTANCE = 1.6;

    /** Below this, two unlike learners have too little in common for a candidate to be judged by them. */
    private static final double MIN_DISCRIMINANT_AGREEMENT = .7;

    /** Where the domain head has hardly changed what the model says. */
    private static final double MIN_ABLATION_AGREEMENT = .9;

    /** Of each domain. */
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

    ShiftDiagnostics(DiagnosisInput subject, ProjectedDiscriminant linear, long seed) {
        this.input = subject;
        this.discriminant = linear;
        this.seed = seed;
        projection = linear.projection();
        rawTarget = RowSampler.sampleRows(subject.target(), MAX_ROWS_PER_DOMAIN, seed);
        source = subject.sourceStandardisation()
                .apply(RowSampler.sampleRows(subject.pooledSource().features(), MAX_ROWS_PER_DOMAIN, seed));
        target = subject.targetStandardisation().apply(rawTarget);
        standardisedHoldOut = subject.sourceStandardisation()
                .apply(RowSampler.sampleRows(subject.holdOut().features(), MAX_ROWS_PER_DOMAIN, seed));
        holdOutOutputs = subject.model().evaluate(standardisedHoldOut, false);
        targetOutputs = subject.model().evaluate(target, true);
    }

    /** Of the features. */
    TsneMap map() {
        return TsneMap.of(holdOutOutputs.embedding(), targetOutputs.embedding(), seed);
    }

    List<MapPoint> points(TsneMap map) {
        int[] labels = holdOutLabels();
        int[] named = ClassPredictions.of(targetOutputs).classes();
        return IntStream.range(0, map.points().length)
                .mapToObj(i -> {
                    boolean ofTarget = i >= map.firstCount();
                    int row = map.rowIndices()[i];
                    double[] point = map.points()[i];
                    return new MapPoint(ofTarget, ofTarget ? named[row] : labels[row], point[0], point[1]);
                })
                .toList();
    }

    private int[] holdOutLabels() {
        return Arrays.stream(RowSampler.sampleIndices(input.holdOut().size(), MAX_ROWS_PER_DOMAIN, seed))
                .map(row -> input.holdOut().labels()[row])
                .toArray();
    }

    /** Whether it matters by whose statistics the target is standardised. */
    Finding standardisationFinding() {
        float[][] own = refit(input.targetStandardisation(), input.target()).apply(rawTarget);
        return agreementFinding(
                "agreement of the model with itself on the target, standardised by the target's own statistics",
                ClassPredictions.of(input.model().evaluate(own, true)).classes(),
                MIN_SELF_AGREEMENT,
                "it hardly matters by whose statistics the target is standardised",
                "answers depend on the statistics by which the target is standardised");
    }

    /** From how the model mistakes classes of the hold-out for each other; it says what the model's own answers are worth. */
    Finding classShareFinding() {
        SourceRows holdOut = input.holdOut();
        double[] shares = PriorMatchedSample.classShares(holdOut);
        int[] labels = holdOutLabels();
        float[][] held = holdOutOutputs.probabilities();
        float[][] asked = targetOutputs.probabilities();
        SplittableRandom random = new SplittableRandom(seed);
        return ClassShareShift.bootstrap(
                        shares,
                        input.pooledSource().size(),
                        PriorEstimate.byConfusion(held, labels, asked, shares).classPriors(),
                        asked.length,
                        chosen -> {
                            int[] resampled = ClassShareShift.bootstrapIndices(held.length, random);
                            return PriorEstimate.byConfusion(
                                            rowsAt(held, resampled),
                                            Arrays.stream(resampled)
                                                    .map(row -> labels[row])
                                                    .toArray(),
                                            rowsAt(asked, chosen),
                                            shares)
                                    .classPriors();
                        },
                        seed)
                .toFinding("class shares by the model's own answers, classes taken to be where they were");
    }

    private static float[][] rowsAt(float[][] rows, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }

    Findings findings(ShiftClassification named, TsneMap map) {
        float[][] seenSource = projection.apply(source);
        float[][] seenTarget = projection.apply(target);
        PermutationTestResult mmd = KernelMmd.between(seenSource, seenTarget, seed);
        PermutationTestResult probe =
                ProxyADistance.between(holdOutOutputs.embedding(), targetOutputs.embedding(), seed);
        List<Finding> views = new ArrayList<>();
        views.add(distanceFinding("MMD of the inputs", mmd));
        views.add(distanceFinding(
                "sliced Wasserstein distance of the inputs", SlicedWasserstein.between(seenSource, seenTarget, seed)));
        views.add(distanceFinding(
                "proxy A-distance of the inputs", ProxyADistance.between(seenSource, seenTarget, seed)));
        views.add(distanceFinding(
                "distance of the inputs class by class, as the model names them",
                ClasswiseDistance.between(
                        projection.apply(standardisedHoldOut),
                        ClassPredictions.of(holdOutOutputs).classes(),
                        seenTarget,
                        ClassPredictions.of(targetOutputs).classes(),
                        seed)));
        views.add(Finding.of(
                "neighbours of their own domain on the map of the features",
                map.separation(),
                "source and target keep apart on the map",
                "source and target mix on the map"));
        views.add(distanceFinding("domain probe on the frozen features", probe));
        return new Findings(named, views, standardisationEffect(mmd), overlapFinding(probe), discriminantAgreement());
    }

    private static Finding distanceFinding(String name, PermutationTestResult discrepancy) {
        return Finding.of(name, discrepancy, "source and target differ", "no more than chance makes");
    }

    private Finding standardisationEffect(PermutationTestResult seen) {
        SourceRows labelled = input.pooledSource();
        float[][] ownSource = refit(input.sourceStandardisation(), labelled.features())
                .apply(RowSampler.sampleRows(labelled.features(), MAX_ROWS_PER_DOMAIN, seed));
        float[][] ownTarget =
                refit(input.targetStandardisation(), input.target()).apply(rawTarget);
        PermutationTestResult own = KernelMmd.between(projection.apply(ownSource), projection.apply(ownTarget), seed);
        double removed = removedFraction(seen, own);
        return new Finding(
                "part of the inputs' MMD that each domain's own statistics take away",
                removed,
                ExpectedRange.atMost(MAX_REMOVED_FRACTION),
                String.format(
                        Locale.ROOT,
                        "standardised by its own statistics, the target is %.0f %% nearer to the source",
                        100 * removed));
    }

    /** By the rows' own statistics, however few they are. */
    private static Standardisation refit(Standardisation model, float[][] rows) {
        return model.refitted(rows, 1);
    }

    private static double removedFraction(PermutationTestResult seen, PermutationTestResult own) {
        if (!seen.isSignificant()) {
            return 0;
        }
        return own.isSignificant() ? Math.max(0, 1 - own.statistic() / seen.statistic()) : 1;
    }

    private static Finding overlapFinding(PermutationTestResult probe) {
        return new Finding(
                "overlap: proxy A-distance of the features",
                probe.statistic(),
                ExpectedRange.atMost(MAX_PROXY_A_DISTANCE),
                probe.statistic() > MAX_PROXY_A_DISTANCE
                        ? "a linear probe tells the domains apart by the features, nine times of ten and more"
                        : "source and target overlap in the features");
    }

    private Finding discriminantAgreement() {
        return agreementFinding(
                "agreement with a linear discriminant of the same source on the target",
                discriminant.classify(target).classes(),
                MIN_DISCRIMINANT_AGREEMENT,
                "unlike learners of the source say the same of the target",
                "unlike learners of the source contradict each other on the target");
    }

    /** What the domain head has done, if there is a model without one. */
    Optional<Finding> ablationFinding() {
        return input.ablated()
                .map(ablated -> agreementFinding(
                        "agreement on the target with the model without domain head",
                        ClassPredictions.of(ablated.evaluate(target, true)).classes(),
                        MIN_ABLATION_AGREEMENT,
                        "the domain head has hardly changed what the model says",
                        "the domain head has changed what the model says of the target"));
    }

    private Finding agreementFinding(String name, int[] others, double least, String high, String low) {
        double agreement = ClassPredictions.of(targetOutputs).agreement(others);
        return new Finding(name, agreement, ExpectedRange.atLeast(least), agreement >= least ? high : low);
    }
}
