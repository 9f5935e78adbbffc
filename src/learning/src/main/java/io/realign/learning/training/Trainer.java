package io.realign.learning.training;

import io.realign.adaptation.PriorEstimate;
import io.realign.event.Tensor;
import io.realign.learning.SourceRows;
import io.realign.learning.committee.ClassMoments;
import io.realign.learning.committee.Committee;
import io.realign.learning.committee.Opinion;
import io.realign.learning.file.Continuation;
import io.realign.learning.file.OnnxExport;
import io.realign.learning.input.Rows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.Answers;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Optimiser;
import io.realign.learning.network.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes candidates. Without state but what it may keep in {@link Checkpoints}; one instance serves all threads.
 *
 * <p>Each domain is standardised by its own statistics: on drifting sensors that is worth more than any alignment loss.
 * What is exported is the target's standardisation, for it is the target's events that the model will meet.
 */
public final class Trainer {
    /** A wider table takes minutes where others take a second. */
    public static final int WIDEST_TABLE = 1 << 15;

    private static final float[][] NONE = {};

    /** A teacher that is less sure than this of a row keeps silent about it. */
    private static final double SURE = .6;

    /** A class that seems to be gone can still be named. */
    private static final double LEAST_SHARE = 1e-3;

    private final Engine engine;
    private final Optional<Checkpoints> checkpoints;

    /** A trainer that begins every training from the beginning. */
    public Trainer(Engine engine) {
        this.engine = engine;
        this.checkpoints = Optional.empty();
    }

    /**
     * A trainer that goes on with trainings that were interrupted.
     *
     * @param checkpoints of trainings whose recipes have different names; a checkpoint of another training by the same name
     *     is refused with an {@link IllegalArgumentException}
     */
    public Trainer(Engine engine, Checkpoints checkpoints) {
        this.engine = engine;
        this.checkpoints = Optional.of(checkpoints);
    }

    /**
     * Trains version 1 on the sources alone.
     *
     * @throws IllegalArgumentException if the network is for another width or number of classes, or rows are a table of more
     *     than {@value #WIDEST_TABLE} features
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate start(Sources sources, NetSpec spec, Recipe recipe, long seed, Progress progress) {
        return start(sources, NONE, spec, recipe, seed, progress);
    }

    /**
     * Trains version 1 on the sources; if the recipe pre-trains the features, these are taught from rows of another domain,
     * too.
     *
     * @param unlabelled raw rows, perhaps none
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate start(
            Sources sources, float[][] unlabelled, NetSpec spec, Recipe recipe, long seed, Progress progress) {
        requireFit("network", spec, sources.width(), sources.classes());
        if (unlabelled.length > 0) {
            Rows.require("unlabelled", unlabelled, spec.width());
        }
        Standardisation standardisation = Inputs.fit(spec, sources.pooled().features());
        List<SourceRows> source = Inputs.standardised(spec, sources, standardisation);
        BatchDraw draw = new BatchDraw(
                sources.names(),
                source,
                sources.weights(NONE, seed),
                even(sources.classes()),
                NONE,
                NONE,
                recipe.pace());
        Plan plan = new Plan(recipe, seed, standardisation, standardisation, false, draw, Optional.empty());
        Optional<Checkpoint> checkpoint = checkpoint(recipe, seed, identity -> identity.add(spec.toString())
                .add(sources)
                .add(unlabelled));
        Supplier<Learner> start = () -> recipe.pretraining()
                .map(pretraining -> {
                    float[][] others = unlabelled.length == 0
                            ? NONE
                            : Inputs.moved(spec, standardisation, unlabelled, 1).apply(unlabelled);
                    float[][] own = SourceRows.pooled(source).features();
                    SelfSupervision supervision = new SelfSupervision(recipe, pretraining, own, others);
                    return engine.resume(supervision.features(engine, spec, seed, progress));
                })
                .orElseGet(() -> engine.start(spec, Optimiser.ADAM, seed));
        return train(plan, start, checkpoint, progress);
    }

    /** @param others what the training follows from besides recipe and seed */
    private Optional<Checkpoint> checkpoint(Recipe recipe, long seed, UnaryOperator<Identity> others) {
        return checkpoints.filter(kept -> recipe.pace().steps() > 0).map(kept -> {
            Identity identity = new Identity().add(recipe.toString()).add(Long.toString(seed));
            return new Checkpoint(kept, recipe.name(), others.apply(identity).digest());
        });
    }

    /**
     * Trains on from a model, weights and optimiser alike.
     *
     * @param parent continuation of the model to go on from
     * @param sources labelled rows, without those held out
     * @param holdOut labelled rows that are not trained on, for the alarms of a dynamic alpha and to estimate the shares of
     *     the target's classes by; may be none
     * @param target unlabelled raw rows of the window that moved, at least two that differ
     * @throws IllegalArgumentException if the target is smaller, or rows have values that are not finite or too large, or
     *     the recipe needs a committee and rows are wider than {@link ClassMoments#MOST_FEATURES}, or the parent is not one
     *     that this class wrote, or it is for another width or number of classes
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate adapt(
            byte[] parent,
            Sources sources,
            SourceRows holdOut,
            float[][] target,
            Recipe recipe,
            long seed,
            Progress progress) {
        Continuation from = Continuation.read(parent);
        NetSpec spec = from.snapshot().spec();
        requireFit("model", spec, sources.width(), sources.classes());
        requireHoldOut(spec, holdOut);
        Rows.requireWindow("target", target, spec.width());
        Optional<Checkpoint> checkpoint = checkpoint(
                recipe,
                seed,
                identity -> identity.add(parent).add(sources).add(holdOut).add(target));
        List<SourceRows> source = Inputs.standardised(spec, sources, from.source());
        SourceRows pooled = SourceRows.pooled(source);
        double[] shares = pooled.shares();
        Plan plan;
        double[] estimate = shares;
        try (Learner before = engine.resume(from.snapshot())) {
            Standardisation moved = Inputs.moved(spec, from.target(), target, recipe.reach());
            float[][] rows = moved.apply(target);
            float[][] answers = NONE;
            if (recipe.has(Aid.COMMITTEE)) {
                ClassMoments moments = ClassMoments.of(pooled.features(), pooled.labels(), pooled.classes());
                Opinion opinion =
                        new Committee(moments, rows, before.evaluate(rows, true).probabilities(), seed).opinion();
                answers = sure(opinion.answers());
                estimate = opinion.prior();
                moved = moved.matching(moments.mean(estimate), moments.deviation(estimate));
                rows = moved.apply(target);
            } else if (recipe.has(Aid.PRIOR_WEIGHTS) || recipe.has(Aid.CLASS_SHARES)) {
                estimate = estimated(before, standardised(holdOut, from.source()), rows, balanced(shares));
            }
            double[] importance = recipe.has(Aid.COMMITTEE) || recipe.has(Aid.PRIOR_WEIGHTS)
                    ? ratio(estimate, shares)
                    : even(sources.classes());
            BatchDraw draw = new BatchDraw(
                    sources.names(), source, sources.weights(target, seed), importance, rows, answers, recipe.pace());
            Optional<Watch> watch = recipe.alpha().watches() && recipe.pace().steps() > 0
                    ? Optional.of(
                            new Watch(before, pooled.features(), standardised(holdOut, from.source()), rows, seed))
                    : Optional.empty();
            plan = new Plan(recipe, seed, from.source(), moved, true, draw, watch);
        }
        Candidate candidate = train(plan, () -> engine.resume(from.snapshot()), checkpoint, progress);
        return recipe.has(Aid.CLASS_SHARES) ? reweighted(candidate, estimate, balanced(shares)) : candidate;
    }

    /**
     * The shares of the target's classes: from how the network mistakes classes of the hold-out for each other, which needs
     * no calibrated answers, or, where a class is missing there, from the answers alone.
     */
    private static double[] estimated(Learner learner, SourceRows holdOut, float[][] rows, double[] before) {
        float[][] answers = learner.evaluate(rows, true).probabilities();
        float[][] known = learner.evaluate(holdOut.features(), false).probabilities();
        PriorEstimate byConfusion = PriorEstimate.byConfusion(known, holdOut.labels(), answers, before);
        return byConfusion.estimated()
                ? byConfusion.shares()
                : PriorEstimate.byLikelihood(answers, before).shares();
    }

    private static SourceRows standardised(SourceRows rows, Standardisation standardisation) {
        return new SourceRows(standardisation.apply(rows.features()), rows.labels(), rows.classes());
    }

    /** Training draws classes equally often, so these are the shares that a network takes for granted. */
    private static double[] balanced(double[] shares) {
        double present = Arrays.stream(shares).filter(share -> share > 0).count();
        return Arrays.stream(shares).map(share -> share > 0 ? 1 / present : 0).toArray();
    }

    /**
     * The candidate, its answers adjusted to other shares of the classes (Saerens, Latinne and Decaestecker, 2002, equation
     * 2.4): the logarithm of what a class gains is added to its bias.
     */
    private static Candidate reweighted(Candidate candidate, double[] shares, double[] before) {
        Continuation model = Continuation.read(candidate.continuation());
        Snapshot snapshot = model.snapshot();
        String bias = "class/%d.bias".formatted(snapshot.spec().classHead().size() - 1);
        float[] values = snapshot.weights().get(bias).values().clone();
        for (int label = 0; label < values.length; label++) {
            if (before[label] > 0) {
                values[label] += (float) Math.log(Math.max(LEAST_SHARE, shares[label]) / before[label]);
            }
        }
        Map<String, Tensor> weights = new TreeMap<>(snapshot.weights());
        weights.put(bias, Tensor.vector(values));
        Snapshot adjusted = new Snapshot(
                snapshot.spec(),
                snapshot.optimiser(),
                snapshot.step(),
                weights,
                snapshot.firstMoments(),
                snapshot.secondMoments(),
                snapshot.statistics());
        return new Candidate(
                candidate.recipe(),
                OnnxExport.write(adjusted, model.target(), true),
                new Continuation(adjusted, model.source(), model.target(), model.position()).write(),
                candidate.alpha(),
                candidate.losses());
    }

    /**
     * A committee for a window, beside a model.
     *
     * @param model continuation of the model whose answers have a voice in it
     * @param sources labelled rows
     * @param target raw rows, at least two that differ
     * @throws IllegalArgumentException as {@link #adapt}
     */
    public Committee committee(byte[] model, Sources sources, float[][] target, long seed) {
        Continuation from = Continuation.read(model);
        NetSpec spec = from.snapshot().spec();
        requireFit("model", spec, sources.width(), sources.classes());
        Rows.requireWindow("target", target, spec.width());
        float[][] rows = Inputs.moved(spec, from.target(), target, 1).apply(target);
        float[][] answers = ask(model, target, true).probabilities();
        SourceRows source = SourceRows.pooled(Inputs.standardised(spec, sources, from.source()));
        ClassMoments moments = ClassMoments.of(source.features(), source.labels(), source.classes());
        return new Committee(moments, rows, answers, seed);
    }

    /** @param start the learner at the beginning, where there is no checkpoint to go on from */
    private Candidate train(Plan plan, Supplier<Learner> start, Optional<Checkpoint> checkpoint, Progress progress) {
        Optional<Continuation> last = checkpoint.flatMap(Checkpoint::last);
        Position from =
                last.map(kept -> Position.read(kept.position(), kept.curve())).orElse(Position.START);
        try (Learner learner = last.map(kept -> engine.resume(kept.snapshot())).orElseGet(start)) {
            Course course = new Course(plan, from);
            course.run(learner, checkpoint, progress);
            Snapshot snapshot = learner.snapshot();
            return new Candidate(
                    plan.recipe().name(),
                    OnnxExport.write(snapshot, plan.target(), plan.adapted()),
                    new Continuation(snapshot, plan.source(), plan.target(), Map.of()).write(),
                    course.position().curve(),
                    course.position().losses());
        }
    }

    /**
     * What a model answers.
     *
     * @param continuation of the model
     * @param rows raw
     * @param target whether they are of the domain that the model serves, or else of the source
     */
    public Answers ask(byte[] continuation, float[][] rows, boolean target) {
        Continuation model = Continuation.read(continuation);
        Standardisation standardisation = target ? model.target() : model.source();
        try (Learner learner = engine.resume(model.snapshot())) {
            return learner.evaluate(standardisation.apply(rows), target);
        }
    }

    /** The shape of a row that a model takes. */
    public List<Integer> shape(byte[] continuation) {
        return Continuation.read(continuation).snapshot().spec().input();
    }

    private static float[][] sure(float[][] answers) {
        float[][] sure = new float[answers.length][];
        for (int row = 0; row < answers.length; row++) {
            float most = 0;
            for (float answer : answers[row]) {
                most = Math.max(most, answer);
            }
            sure[row] = most > SURE ? answers[row] : new float[answers[row].length];
        }
        return sure;
    }

    private static double[] even(int classes) {
        double[] even = new double[classes];
        Arrays.fill(even, 1);
        return even;
    }

    private static double[] ratio(double[] target, double[] source) {
        double[] ratio = new double[target.length];
        for (int label = 0; label < ratio.length; label++) {
            ratio[label] =
                    source[label] > 0 ? Math.min(PriorEstimate.MOST_IMPORTANT, target[label] / source[label]) : 1;
        }
        return ratio;
    }

    private static void requireFit(String what, NetSpec spec, int width, int classes) {
        if (spec.input().size() == 1 && width > WIDEST_TABLE) {
            throw new IllegalArgumentException(
                    "sources: expected tables of at most %d features, got %d; leave out those that say little"
                            .formatted(WIDEST_TABLE, width));
        }
        if (classes != spec.classes() || width != spec.width()) {
            throw new IllegalArgumentException(
                    "sources: expected rows of %d features and %d classes, as the %s has, got %d and %d"
                            .formatted(spec.width(), spec.classes(), what, width, classes));
        }
    }

    private static void requireHoldOut(NetSpec spec, SourceRows holdOut) {
        Rows.require("hold-out", holdOut.features(), spec.width());
        if (holdOut.classes() != spec.classes()) {
            throw new IllegalArgumentException("hold-out: expected %d classes, as the model has, got %d"
                    .formatted(spec.classes(), holdOut.classes()));
        }
    }
}
