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
 * Names the kind of shift between labelled sources and an unlabelled target.
 *
 * <p>First whether the sources agree. Then the simplest story is tried: only the shares of the classes have moved. They are
 * estimated under that story, the source is mixed in these shares, and if it then looks like the target, the story holds. If
 * not, features have moved, and an estimate of shares that takes the classes to be where they were would mistake one for
 * the other; so they are estimated anew by one that lets the classes move.
 */
public final class ShiftClassifier {
    /** Of the target. */
    private static final int MAX_TARGET_ROWS = 400;

    private ShiftClassifier() {}

    /**
     * The case and its evidence.
     *
     * @param sources raw rows of the same features and classes, at least one source
     * @param target raw rows, at least two
     */
    public static ShiftClassification classify(List<NamedSource> sources, float[][] target, long seed) {
        if (sources.size() == 1) {
            return classify(sources.get(0).rows(), target, seed);
        }
        SourceAgreement consensus = LeaveOneSourceOut.check(sources, seed);
        Finding agreement = agreement(consensus);
        List<String> outlying =
                consensus.outliers().stream().map(LabelConflict::name).toList();
        ShiftClassification rest = classify(
                SourceRows.pooled(sources.stream()
                        .filter(source -> !outlying.contains(source.name()))
                        .map(NamedSource::rows)
                        .toList()),
                target,
                seed);
        return new ShiftClassification(
                outlying.isEmpty() ? rest.shiftCase() : ShiftType.OUTLIER_SOURCE,
                rest.targetShift(),
                rest.classShareAgreement(),
                outlying,
                Stream.concat(Stream.of(agreement), rest.findings().stream()).toList());
    }

    private static Finding agreement(SourceAgreement consensus) {
        List<LabelConflict> outlying = consensus.outliers();
        String says = outlying.isEmpty()
                ? "no source contradicts a majority of the others"
                : String.join(
                        "; ", outlying.stream().map(LabelConflict::message).toList());
        return new Finding("outlying sources", outlying.size(), ExpectedRange.atMost(0), says);
    }

    /** As {@link #classify(List, float[][], long)}, of one source. */
    static ShiftClassification classify(SourceRows source, float[][] target, long seed) {
        Standardisation standardisation = Standardisation.fit(source.features());
        GaussianRandomProjection projection =
                GaussianRandomProjection.of(standardisation.width(), GaussianRandomProjection.NARROW, seed);
        float[][] rows = projection.apply(standardisation.apply(source.features()));
        float[][] drawn = RowSampler.sampleRows(target, MAX_TARGET_ROWS, seed);
        ClassGaussians clouds = ClassGaussians.of(rows, source.labels(), source.classCount());
        List<Finding> evidence = new ArrayList<>();

        float[][] asSource = projection.apply(standardisation.apply(drawn));
        ClassShareShift shares = shiftOfFixedClasses(clouds, asSource, source.size(), seed);
        evidence.add(shares.toFinding("class shares, classes taken to be where they were"));
        ResidualTest rest = ResidualTest.of(rows, source, asSource, shares.classShares(), seed);
        evidence.addAll(rest.findings());
        if (rest.isInsignificant()) {
            return classification(shares.isSignificant() ? ShiftType.LABEL : ShiftType.NONE, shares, evidence);
        }
        float[][] byItself =
                projection.apply(standardisation.refitted(target, 1).apply(drawn));
        ClassShareShift moving = shiftOfMovingClasses(clouds, byItself, source.size(), seed);
        evidence.add(moving.toFinding("class shares, classes allowed to move"));
        return classification(moving.isSignificant() ? ShiftType.BOTH : ShiftType.COVARIATE, moving, evidence);
    }

    private static ShiftClassification classification(ShiftType shift, ClassShareShift shares, List<Finding> evidence) {
        double agreement = shares.isSignificant() ? Math.max(0, 1 - shares.totalVariation()) : 1;
        return new ShiftClassification(shift, shift, agreement, List.of(), evidence);
    }

    /** Under the story that every class is where it was. */
    private static ClassShareShift shiftOfFixedClasses(ClassGaussians clouds, float[][] rows, int size, long seed) {
        LinearDiscriminant discriminant = LinearDiscriminant.fromClasses(clouds);
        float[][] answers = Arrays.stream(rows).map(discriminant::probabilities).toArray(float[][]::new);
        double[] source = clouds.classShares();
        return ClassShareShift.bootstrap(
                source,
                size,
                PriorEstimate.byLikelihood(answers, source).classPriors(),
                rows.length,
                chosen -> PriorEstimate.byLikelihood(
                                Arrays.stream(chosen)
                                        .mapToObj(row -> answers[row])
                                        .toArray(float[][]::new),
                                source)
                        .classPriors(),
                seed);
    }

    private static ClassShareShift shiftOfMovingClasses(ClassGaussians clouds, float[][] rows, int size, long seed) {
        ShiftTolerantPriors moving = new ShiftTolerantPriors(clouds, clouds.whiten(rows));
        double[] shares = moving.classShares();
        return ClassShareShift.bootstrap(
                clouds.classShares(), size, shares, rows.length, chosen -> moving.reestimate(chosen, shares), seed);
    }
}
