package io.realign.learning.training;

import io.realign.adaptation.prior.PriorEstimate;
import io.realign.event.Tensor;
import io.realign.learning.ensemble.ClassMoments;
import io.realign.learning.ensemble.EnsemblePrediction;
import io.realign.learning.ensemble.LdaEnsemble;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.serialization.ModelCheckpoint;
import io.realign.learning.serialization.OnnxExport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes candidates. Without state but what it may keep in {@link CheckpointStore}; one instance serves all threads.
 *
 * <p>Each domain is standardised by its own statistics: on drifting sensors that is worth more than any alignment loss.
 * What is exported is the target's standardisation, for it is the target's events that the model will meet.
 */
public final class Trainer {
    /** A wider table takes minutes where others take a second. */
    public static final int MAX_TABLE_FEATURES = 1 << 15;

    private static final float[][] NO_ROWS = {};

    /** A teacher that is less sure than this of a row keeps silent about it. */
    private static final double MIN_TEACHER_CONFIDENCE = .6;

    /** A class that seems to be gone can still be named. */
    private static final double MIN_CLASS_SHARE = 1e-3;

    private final Engine engine;
    private final Optional<CheckpointStore> checkpoints;

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
    public Trainer(Engine engine, CheckpointStore checkpoints) {
        this.engine = engine;
        this.checkpoints = Optional.of(checkpoints);
    }

    /**
     * Trains version 1 on the sources alone.
     *
     * @throws IllegalArgumentException if the network is for another width or number of classes, or rows are a table of more
     *     than {@value #MAX_TABLE_FEATURES} features
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate trainBase(
            TrainingSources sources, NetSpec spec, Recipe recipe, long seed, TrainingListener progress) {
        return trainBase(sources, NO_ROWS, spec, recipe, seed, progress);
    }

    /**
     * Trains version 1 on the sources; if the recipe pre-trains the features, these are taught from rows of another domain,
     * too.
     *
     * @param unlabelled raw rows, perhaps none
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate trainBase(
            TrainingSources sources,
            float[][] unlabelled,
            NetSpec spec,
            Recipe recipe,
            long seed,
            TrainingListener progress) {
        requireCompatible("network", spec, sources.width(), sources.classes());
        if (unlabelled.length > 0) {
            InputValidation.requireRows("unlabelled", unlabelled, spec.width());
        }
        Standardisation standardisation =
                StandardisationFitter.fit(spec, sources.pooled().features());
        List<SourceRows> source = StandardisationFitter.standardiseSources(spec, sources, standardisation);
        BatchSampler draw = new BatchSampler(
                sources.names(),
                source,
                sources.weights(NO_ROWS, seed),
                ones(sources.classes()),
                NO_ROWS,
                NO_ROWS,
                recipe.schedule());
        TrainingPlan plan =
                new TrainingPlan(recipe, seed, standardisation, standardisation, false, draw, Optional.empty());
        Optional<TrainingCheckpoint> checkpoint = checkpoint(recipe, seed, identity -> identity.add(spec.toString())
                .add(sources)
                .add(unlabelled));
        Supplier<Learner> start = () -> recipe.pretraining()
                .map(pretraining -> {
                    float[][] others = unlabelled.length == 0
                            ? NO_ROWS
                            : StandardisationFitter.adapt(spec, standardisation, unlabelled, 1)
                                    .apply(unlabelled);
                    float[][] own = SourceRows.pooled(source).features();
                    FeaturePretrainer supervision = new FeaturePretrainer(recipe, pretraining, own, others);
                    return engine.resume(supervision.pretrain(engine, spec, seed, progress));
                })
                .orElseGet(() -> engine.create(spec, OptimizerType.ADAM, seed));
        return train(plan, start, checkpoint, progress);
    }

    /** @param others what the training follows from besides recipe and seed */
    private Optional<TrainingCheckpoint> checkpoint(
            Recipe recipe, long seed, UnaryOperator<TrainingFingerprint> others) {
        return checkpoints.filter(kept -> recipe.schedule().steps() > 0).map(kept -> {
            TrainingFingerprint identity =
                    new TrainingFingerprint().add(recipe.toString()).add(Long.toString(seed));
            return new TrainingCheckpoint(
                    kept, recipe.name(), others.apply(identity).digest());
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
     *     the recipe needs a committee and rows are wider than {@link ClassMoments#MAX_FEATURES}, or the parent is not one
     *     that this class wrote, or it is for another width or number of classes
     * @throws TrainingException if a loss stops being a number
     */
    public Candidate adapt(
            byte[] parent,
            TrainingSources sources,
            SourceRows holdOut,
            float[][] target,
            Recipe recipe,
            long seed,
            TrainingListener progress) {
        ModelCheckpoint from = ModelCheckpoint.read(parent);
        NetSpec spec = from.snapshot().spec();
        requireCompatible("model", spec, sources.width(), sources.classes());
        requireHoldOut(spec, holdOut);
        InputValidation.requireWindow("target", target, spec.width());
        Optional<TrainingCheckpoint> checkpoint = checkpoint(
                recipe,
                seed,
                identity -> identity.add(parent).add(sources).add(holdOut).add(target));
        List<SourceRows> source = StandardisationFitter.standardiseSources(spec, sources, from.sourceStandardisation());
        SourceRows pooled = SourceRows.pooled(source);
        double[] shares = pooled.classShares();
        TrainingPlan plan;
        double[] estimate = shares;
        try (Learner before = engine.resume(from.snapshot())) {
            Standardisation moved = StandardisationFitter.adapt(
                    spec, from.targetStandardisation(), target, recipe.targetStatisticsWeight());
            float[][] rows = moved.apply(target);
            float[][] answers = NO_ROWS;
            if (recipe.has(RecipeOption.LDA_ENSEMBLE)) {
                ClassMoments moments = ClassMoments.of(pooled.features(), pooled.labels(), pooled.classCount());
                EnsemblePrediction opinion = new LdaEnsemble(
                                moments, rows, before.predict(rows, true).probabilities(), seed)
                        .predict();
                answers = confidentOnly(opinion.probabilities());
                estimate = opinion.classShares();
                moved = moved.withOutputMoments(moments.mean(estimate), moments.deviation(estimate));
                rows = moved.apply(target);
            } else if (recipe.has(RecipeOption.PRIOR_WEIGHTS) || recipe.has(RecipeOption.PRIOR_CORRECTION)) {
                estimate = estimateClassPriors(
                        before, standardise(holdOut, from.sourceStandardisation()), rows, balancedPriors(shares));
            }
            double[] importance = recipe.has(RecipeOption.LDA_ENSEMBLE) || recipe.has(RecipeOption.PRIOR_WEIGHTS)
                    ? importanceRatios(estimate, shares)
                    : ones(sources.classes());
            BatchSampler draw = new BatchSampler(
                    sources.names(),
                    source,
                    sources.weights(target, seed),
                    importance,
                    rows,
                    answers,
                    recipe.schedule());
            Optional<AlphaMonitor> watch = recipe.alpha().isMonitored()
                            && recipe.schedule().steps() > 0
                    ? Optional.of(new AlphaMonitor(
                            before, pooled.features(), standardise(holdOut, from.sourceStandardisation()), rows, seed))
                    : Optional.empty();
            plan = new TrainingPlan(recipe, seed, from.sourceStandardisation(), moved, true, draw, watch);
        }
        Candidate candidate = train(plan, () -> engine.resume(from.snapshot()), checkpoint, progress);
        return recipe.has(RecipeOption.PRIOR_CORRECTION)
                ? withPriorCorrection(candidate, estimate, balancedPriors(shares))
                : candidate;
    }

    /**
     * The shares of the target's classes: from how the network mistakes classes of the hold-out for each other, which needs
     * no calibrated answers, or, where a class is missing there, from the answers alone.
     */
    private static double[] estimateClassPriors(Learner learner, SourceRows holdOut, float[][] rows, double[] before) {
        float[][] answers = learner.predict(rows, true).probabilities();
        float[][] known = learner.predict(holdOut.features(), false).probabilities();
        PriorEstimate byConfusion = PriorEstimate.byConfusion(known, holdOut.labels(), answers, before);
        return byConfusion.estimated()
                ? byConfusion.classPriors()
                : PriorEstimate.byLikelihood(answers, before).classPriors();
    }

    private static SourceRows standardise(SourceRows rows, Standardisation standardisation) {
        return new SourceRows(standardisation.apply(rows.features()), rows.labels(), rows.classCount());
    }

    /** Training draws classes equally often, so these are the shares that a network takes for granted. */
    private static double[] balancedPriors(double[] shares) {
        double present = Arrays.stream(shares).filter(share -> share > 0).count();
        return Arrays.stream(shares).map(share -> share > 0 ? 1 / present : 0).toArray();
    }

    /**
     * The candidate, its answers adjusted to other shares of the classes (Saerens, Latinne and Decaestecker, 2002, equation
     * 2.4): the logarithm of what a class gains is added to its bias.
     */
    private static Candidate withPriorCorrection(Candidate candidate, double[] shares, double[] before) {
        ModelCheckpoint model = ModelCheckpoint.read(candidate.checkpoint());
        LearnerSnapshot snapshot = model.snapshot();
        String bias = "class/%d.bias".formatted(snapshot.spec().classHead().size() - 1);
        float[] values = snapshot.weights().get(bias).values().clone();
        for (int label = 0; label < values.length; label++) {
            if (before[label] > 0) {
                values[label] += (float) Math.log(Math.max(MIN_CLASS_SHARE, shares[label]) / before[label]);
            }
        }
        Map<String, Tensor> weights = new TreeMap<>(snapshot.weights());
        weights.put(bias, Tensor.vector(values));
        LearnerSnapshot adjusted = new LearnerSnapshot(
                snapshot.spec(),
                snapshot.optimizerType(),
                snapshot.step(),
                weights,
                snapshot.firstMoments(),
                snapshot.secondMoments(),
                snapshot.statistics());
        return new Candidate(
                candidate.recipe(),
                OnnxExport.write(adjusted, model.targetStandardisation(), true),
                new ModelCheckpoint(
                                adjusted,
                                model.sourceStandardisation(),
                                model.targetStandardisation(),
                                model.trainingState())
                        .write(),
                candidate.alphaCurve(),
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
    public LdaEnsemble ldaEnsemble(byte[] model, TrainingSources sources, float[][] target, long seed) {
        ModelCheckpoint from = ModelCheckpoint.read(model);
        NetSpec spec = from.snapshot().spec();
        requireCompatible("model", spec, sources.width(), sources.classes());
        InputValidation.requireWindow("target", target, spec.width());
        float[][] rows = StandardisationFitter.adapt(spec, from.targetStandardisation(), target, 1)
                .apply(target);
        float[][] answers = predict(model, target, true).probabilities();
        SourceRows source = SourceRows.pooled(
                StandardisationFitter.standardiseSources(spec, sources, from.sourceStandardisation()));
        ClassMoments moments = ClassMoments.of(source.features(), source.labels(), source.classCount());
        return new LdaEnsemble(moments, rows, answers, seed);
    }

    /** @param start the learner at the beginning, where there is no checkpoint to go on from */
    private Candidate train(
            TrainingPlan plan,
            Supplier<Learner> start,
            Optional<TrainingCheckpoint> checkpoint,
            TrainingListener progress) {
        Optional<ModelCheckpoint> last = checkpoint.flatMap(TrainingCheckpoint::load);
        TrainingState from = last.map(kept -> TrainingState.fromMap(kept.trainingState(), kept.alphaCurve()))
                .orElse(TrainingState.START);
        try (Learner learner = last.map(kept -> engine.resume(kept.snapshot())).orElseGet(start)) {
            TrainingLoop course = new TrainingLoop(plan, from);
            course.run(learner, checkpoint, progress);
            LearnerSnapshot snapshot = learner.snapshot();
            return new Candidate(
                    plan.recipe().name(),
                    OnnxExport.write(snapshot, plan.target(), plan.hasTarget()),
                    new ModelCheckpoint(snapshot, plan.source(), plan.target(), Map.of()).write(),
                    course.trainingState().alphaCurve(),
                    course.trainingState().losses());
        }
    }

    /**
     * What a model answers.
     *
     * @param continuation of the model
     * @param rows raw
     * @param target whether they are of the domain that the model serves, or else of the source
     */
    public ModelOutputs predict(byte[] continuation, float[][] rows, boolean target) {
        ModelCheckpoint model = ModelCheckpoint.read(continuation);
        Standardisation standardisation = target ? model.targetStandardisation() : model.sourceStandardisation();
        try (Learner learner = engine.resume(model.snapshot())) {
            return learner.predict(standardisation.apply(rows), target);
        }
    }

    /** The shape of a row that a model takes. */
    public List<Integer> inputShape(byte[] continuation) {
        return ModelCheckpoint.read(continuation).snapshot().spec().inputShape();
    }

    private static float[][] confidentOnly(float[][] answers) {
        float[][] sure = new float[answers.length][];
        for (int row = 0; row < answers.length; row++) {
            float most = 0;
            for (float answer : answers[row]) {
                most = Math.max(most, answer);
            }
            sure[row] = most > MIN_TEACHER_CONFIDENCE ? answers[row] : new float[answers[row].length];
        }
        return sure;
    }

    private static double[] ones(int classes) {
        double[] even = new double[classes];
        Arrays.fill(even, 1);
        return even;
    }

    private static double[] importanceRatios(double[] target, double[] source) {
        double[] ratio = new double[target.length];
        for (int label = 0; label < ratio.length; label++) {
            ratio[label] = source[label] > 0
                    ? Math.min(PriorEstimate.MAX_IMPORTANCE_WEIGHT, target[label] / source[label])
                    : 1;
        }
        return ratio;
    }

    private static void requireCompatible(String what, NetSpec spec, int width, int classes) {
        if (spec.inputShape().size() == 1 && width > MAX_TABLE_FEATURES) {
            throw new IllegalArgumentException(
                    "sources: expected tables of at most %d features, got %d; leave out those that say little"
                            .formatted(MAX_TABLE_FEATURES, width));
        }
        if (classes != spec.classes() || width != spec.width()) {
            throw new IllegalArgumentException(
                    "sources: expected rows of %d features and %d classes, as the %s has, got %d and %d"
                            .formatted(spec.width(), spec.classes(), what, width, classes));
        }
    }

    private static void requireHoldOut(NetSpec spec, SourceRows holdOut) {
        InputValidation.requireRows("hold-out", holdOut.features(), spec.width());
        if (holdOut.classCount() != spec.classes()) {
            throw new IllegalArgumentException("hold-out: expected %d classes, as the model has, got %d"
                    .formatted(spec.classes(), holdOut.classCount()));
        }
    }
}
