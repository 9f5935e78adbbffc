package io.realign.learning.diagnosis;

import io.realign.adaptation.PriorEstimate;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.ClasswiseDistance;
import io.realign.learning.distance.Discrepancy;
import io.realign.learning.distance.DomainMap;
import io.realign.learning.distance.Draw;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.distance.Projection;
import io.realign.learning.distance.ProxyADistance;
import io.realign.learning.distance.SlicedWasserstein;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Looks at source and target as the model sees them; for distances of inputs, wide rows are made narrow. */
final class Examination {
    /** Of the target, whichever statistics are used. */
    private static final double STEADY = .95;

    /** So much of the squared MMD. */
    private static final double MOST = .8;

    /** Of a probe that is wrong for one row of ten: 2 (1 - 2 x .1). */
    private static final double SEPARATE = 1.6;

    /** Below this, two unlike learners have too little in common for a candidate to be judged by them. */
    private static final double COMMON_GROUND = .7;

    /** Where the domain head has hardly changed what the model says. */
    private static final double CLOSE = .9;

    /** Of each domain. */
    private static final int ROWS = 1000;

    private final Subject subject;
    private final LinearLearner linear;
    private final Projection projection;
    private final long seed;
    private final float[][] raw;
    private final float[][] source;
    private final float[][] target;
    private final float[][] heldOut;
    private final Answers onSource;
    private final Answers onTarget;

    Examination(Subject subject, LinearLearner linear, long seed) {
        this.subject = subject;
        this.linear = linear;
        this.seed = seed;
        projection = linear.projection();
        raw = Draw.rows(subject.target(), ROWS, seed);
        source =
                subject.sourceStandardisation().apply(Draw.rows(subject.source().features(), ROWS, seed));
        target = subject.targetStandardisation().apply(raw);
        heldOut = subject.sourceStandardisation()
                .apply(Draw.rows(subject.holdOut().features(), ROWS, seed));
        onSource = subject.model().evaluate(heldOut, false);
        onTarget = subject.model().evaluate(target, true);
    }

    /** Of the features. */
    DomainMap map() {
        return DomainMap.of(onSource.embedding(), onTarget.embedding(), seed);
    }

    List<MapPoint> points(DomainMap map) {
        int[] labels = heldOutLabels();
        int[] named = Classified.of(onTarget).classes();
        return IntStream.range(0, map.points().length)
                .mapToObj(i -> {
                    boolean ofTarget = i >= map.first();
                    int row = map.rows()[i];
                    double[] point = map.points()[i];
                    return new MapPoint(ofTarget, ofTarget ? named[row] : labels[row], point[0], point[1]);
                })
                .toList();
    }

    private int[] heldOutLabels() {
        return Arrays.stream(Draw.indices(subject.holdOut().size(), ROWS, seed))
                .map(row -> subject.holdOut().labels()[row])
                .toArray();
    }

    /** Whether it matters by whose statistics the target is standardised. */
    Finding statistics() {
        float[][] own = own(subject.targetStandardisation(), subject.target()).apply(raw);
        return agreement(
                "agreement of the model with itself on the target, standardised by the target's own statistics",
                Classified.of(subject.model().evaluate(own, true)).classes(),
                STEADY,
                "it hardly matters by whose statistics the target is standardised",
                "answers depend on the statistics by which the target is standardised");
    }

    /** From how the model mistakes classes of the hold-out for each other; it says what the model's own answers are worth. */
    Finding shares() {
        SourceRows holdOut = subject.holdOut();
        double[] shares = Mixture.shares(holdOut);
        int[] labels = heldOutLabels();
        float[][] held = onSource.probabilities();
        float[][] asked = onTarget.probabilities();
        SplittableRandom random = new SplittableRandom(seed);
        return ShareChange.of(
                        shares,
                        subject.source().size(),
                        PriorEstimate.byConfusion(held, labels, asked, shares).shares(),
                        asked.length,
                        chosen -> {
                            int[] resampled = ShareChange.drawn(held.length, random);
                            return PriorEstimate.byConfusion(
                                            chosen(held, resampled),
                                            Arrays.stream(resampled)
                                                    .map(row -> labels[row])
                                                    .toArray(),
                                            chosen(asked, chosen),
                                            shares)
                                    .shares();
                        },
                        seed)
                .finding("class shares by the model's own answers, classes taken to be where they were");
    }

    private static float[][] chosen(float[][] rows, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }

    Symptoms symptoms(NamedCase named, DomainMap map) {
        float[][] seenSource = projection.apply(source);
        float[][] seenTarget = projection.apply(target);
        Discrepancy mmd = KernelMmd.between(seenSource, seenTarget, seed);
        Discrepancy probe = ProxyADistance.between(onSource.embedding(), onTarget.embedding(), seed);
        List<Finding> views = new ArrayList<>();
        views.add(view("MMD of the inputs", mmd));
        views.add(view(
                "sliced Wasserstein distance of the inputs", SlicedWasserstein.between(seenSource, seenTarget, seed)));
        views.add(view("proxy A-distance of the inputs", ProxyADistance.between(seenSource, seenTarget, seed)));
        views.add(view(
                "distance of the inputs class by class, as the model names them",
                ClasswiseDistance.between(
                        projection.apply(heldOut),
                        Classified.of(onSource).classes(),
                        seenTarget,
                        Classified.of(onTarget).classes(),
                        seed)));
        views.add(Finding.of(
                "neighbours of their own domain on the map of the features",
                map.apart(),
                "source and target keep apart on the map",
                "source and target mix on the map"));
        views.add(view("domain probe on the frozen features", probe));
        return new Symptoms(named, views, removable(mmd), overlap(probe), unlike());
    }

    private static Finding view(String name, Discrepancy discrepancy) {
        return Finding.of(name, discrepancy, "source and target differ", "no more than chance makes");
    }

    private Finding removable(Discrepancy seen) {
        SourceRows labelled = subject.source();
        float[][] ownSource = own(subject.sourceStandardisation(), labelled.features())
                .apply(Draw.rows(labelled.features(), ROWS, seed));
        float[][] ownTarget =
                own(subject.targetStandardisation(), subject.target()).apply(raw);
        Discrepancy own = KernelMmd.between(projection.apply(ownSource), projection.apply(ownTarget), seed);
        double removed = removed(seen, own);
        return new Finding(
                "part of the inputs' MMD that each domain's own statistics take away",
                removed,
                Band.atMost(MOST),
                String.format(
                        Locale.ROOT,
                        "standardised by its own statistics, the target is %.0f %% nearer to the source",
                        100 * removed));
    }

    /** By the rows' own statistics, however few they are. */
    private static Standardisation own(Standardisation model, float[][] rows) {
        return model.refitted(rows, 1);
    }

    private static double removed(Discrepancy seen, Discrepancy own) {
        if (!seen.real()) {
            return 0;
        }
        return own.real() ? Math.max(0, 1 - own.value() / seen.value()) : 1;
    }

    private static Finding overlap(Discrepancy probe) {
        return new Finding(
                "overlap: proxy A-distance of the features",
                probe.value(),
                Band.atMost(SEPARATE),
                probe.value() > SEPARATE
                        ? "a linear probe tells the domains apart by the features, nine times of ten and more"
                        : "source and target overlap in the features");
    }

    private Finding unlike() {
        return agreement(
                "agreement with a linear discriminant of the same source on the target",
                linear.classify(target).classes(),
                COMMON_GROUND,
                "unlike learners of the source say the same of the target",
                "unlike learners of the source contradict each other on the target");
    }

    /** What the domain head has done, if there is a model without one. */
    Optional<Finding> ablated() {
        return subject.ablated()
                .map(ablated -> agreement(
                        "agreement on the target with the model without domain head",
                        Classified.of(ablated.evaluate(target, true)).classes(),
                        CLOSE,
                        "the domain head has hardly changed what the model says",
                        "the domain head has changed what the model says of the target"));
    }

    private Finding agreement(String name, int[] others, double least, String high, String low) {
        double agreement = Classified.of(onTarget).agreement(others);
        return new Finding(name, agreement, Band.atLeast(least), agreement >= least ? high : low);
    }
}
