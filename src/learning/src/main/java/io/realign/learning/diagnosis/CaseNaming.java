package io.realign.learning.diagnosis;

import io.realign.adaptation.PriorEstimate;
import io.realign.adaptation.ShiftCase;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.Draw;
import io.realign.learning.distance.Projection;
import io.realign.learning.input.Standardisation;
import io.realign.learning.source.ClassClouds;
import io.realign.learning.source.Conflict;
import io.realign.learning.source.Consensus;
import io.realign.learning.source.Discriminant;
import io.realign.learning.source.LeaveOneOut;
import io.realign.learning.source.NamedSource;
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
public final class CaseNaming {
    /** Of the target. */
    private static final int ROWS = 400;

    private CaseNaming() {}

    /**
     * The case and its evidence.
     *
     * @param sources raw rows of the same features and classes, at least one source
     * @param target raw rows, at least two
     */
    public static NamedCase of(List<NamedSource> sources, float[][] target, long seed) {
        if (sources.size() == 1) {
            return of(sources.get(0).rows(), target, seed);
        }
        Consensus consensus = LeaveOneOut.of(sources, seed);
        Finding agreement = agreement(consensus);
        List<String> outlying =
                consensus.outlying().stream().map(Conflict::name).toList();
        NamedCase rest = of(
                SourceRows.pooled(sources.stream()
                        .filter(source -> !outlying.contains(source.name()))
                        .map(NamedSource::rows)
                        .toList()),
                target,
                seed);
        return new NamedCase(
                outlying.isEmpty() ? rest.shiftCase() : ShiftCase.OUTLYING_SOURCE,
                rest.ofTarget(),
                rest.agreement(),
                outlying,
                Stream.concat(Stream.of(agreement), rest.evidence().stream()).toList());
    }

    private static Finding agreement(Consensus consensus) {
        List<Conflict> outlying = consensus.outlying();
        String says = outlying.isEmpty()
                ? "no source contradicts a majority of the others"
                : String.join("; ", outlying.stream().map(Conflict::evidence).toList());
        return new Finding("outlying sources", outlying.size(), Band.atMost(0), says);
    }

    /** As {@link #of(List, float[][], long)}, of one source. */
    static NamedCase of(SourceRows source, float[][] target, long seed) {
        Standardisation standardisation = Standardisation.fit(source.features());
        Projection projection = Projection.of(standardisation.width(), Projection.NARROW, seed);
        float[][] rows = projection.apply(standardisation.apply(source.features()));
        float[][] drawn = Draw.rows(target, ROWS, seed);
        ClassClouds clouds = ClassClouds.of(rows, source.labels(), source.classes());
        List<Finding> evidence = new ArrayList<>();

        float[][] asSource = projection.apply(standardisation.apply(drawn));
        ShareChange shares = staying(clouds, asSource, source.size(), seed);
        evidence.add(shares.finding("class shares, classes taken to be where they were"));
        Rest rest = Rest.of(rows, source, asSource, shares.shares(), seed);
        evidence.addAll(rest.findings());
        if (rest.withinChance()) {
            return named(shares.real() ? ShiftCase.LABEL : ShiftCase.NONE, shares, evidence);
        }
        float[][] byItself =
                projection.apply(standardisation.refitted(target, 1).apply(drawn));
        ShareChange moving = moving(clouds, byItself, source.size(), seed);
        evidence.add(moving.finding("class shares, classes allowed to move"));
        return named(moving.real() ? ShiftCase.BOTH : ShiftCase.COVARIATE, moving, evidence);
    }

    private static NamedCase named(ShiftCase shift, ShareChange shares, List<Finding> evidence) {
        double agreement = shares.real() ? Math.max(0, 1 - shares.change()) : 1;
        return new NamedCase(shift, shift, agreement, List.of(), evidence);
    }

    /** Under the story that every class is where it was. */
    private static ShareChange staying(ClassClouds clouds, float[][] rows, int size, long seed) {
        Discriminant discriminant = Discriminant.of(clouds);
        float[][] answers = Arrays.stream(rows).map(discriminant::probabilities).toArray(float[][]::new);
        double[] source = clouds.shares();
        return ShareChange.of(
                source,
                size,
                PriorEstimate.byLikelihood(answers, source).shares(),
                rows.length,
                chosen -> PriorEstimate.byLikelihood(
                                Arrays.stream(chosen)
                                        .mapToObj(row -> answers[row])
                                        .toArray(float[][]::new),
                                source)
                        .shares(),
                seed);
    }

    private static ShareChange moving(ClassClouds clouds, float[][] rows, int size, long seed) {
        MovingClasses moving = new MovingClasses(clouds, clouds.whitened(rows));
        double[] shares = moving.shares();
        return ShareChange.of(clouds.shares(), size, shares, rows.length, chosen -> moving.again(chosen, shares), seed);
    }
}
