package io.realign.learning.training;

import io.realign.adaptation.prior.PriorEstimate;
import io.realign.event.Tensor;
import io.realign.learning.ensemble.ClassMoments;
import io.realign.learning.ensemble.EnsemblePrediction;
import io.realign.learning.ensemble.LdaEnsemble;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.Losses;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.serialization.ModelCheckpoint;
import io.realign.learning.serialization.OnnxExport;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Trains base models and candidates. Thread-safe, and stateless except for its {@link CheckpointStore}.
 *
 * <p>Each domain is standardised with its own statistics, which on drifting sensors improves accuracy more than any alignment
 * loss. The exported model contains the standardisation of the target.
 */
public final class Trainer {
    /** Maximum number of features of a table. Training on wider tables takes minutes instead of a second. */
    public static final int MAX_TABLE_FEATURES = 1 << 15;

    private static final float[][] NO_ROWS = {};

    /** Rows for which the LDA ensemble is less confident have no pseudo-label. */
    private static final double MIN_SOFT_LABEL_CONFIDENCE = .6;

    /** Lower bound of an estimated class prior: a class that seems absent can still be predicted. */
    private static final double MIN_CLASS_PRIOR = 1e-3;

    private final Engine engine;
    private final Optional<CheckpointStore> checkpointStore;

    /** Creates a trainer without checkpoints. */
    public Trainer(Engine engine) {
        this.engine = engine;
        this.checkpointStore = Optional.empty();
    }

    /**
     * Creates a trainer that resumes interrupted training runs.
     *
     * @param checkpointStore store of the checkpoints, which are named after the recipe. A checkpoint of a run with different
     *     inputs is rejected with an {@link IllegalArgumentException}
     */
    public Trainer(Engine engine, CheckpointStore checkpointStore) {
        this.engine = engine;
        this.checkpointStore = Optional.of(checkpointStore);
    }

    /** Trains a base model without unlabelled rows. */
    public TrainedModel trainBase(
            TrainingSources sources, NetSpec spec, Recipe recipe, long seed, TrainingListener listener) {
        return trainBase(sources, NO_ROWS, spec, recipe, seed, listener);
    }

    /**
     * Trains a base model on the sources.
     *
     * @param unlabelled raw rows of another domain for pre-training; may be empty
     * @throws IllegalArgumentException if the network and the sources differ in width or number of classes, or a table has
     *     more than {@value #MAX_TABLE_FEATURES} features
     * @throws TrainingException if a loss or gradient is not finite
     */
    public TrainedModel trainBase(
            TrainingSources sources,
            float[][] unlabelled,
            NetSpec spec,
            Recipe recipe,
            long seed,
            TrainingListener listener) {
        requireCompatible("network", spec, sources);
        if (unlabelled.length > 0) {
            InputValidation.requireRows("unlabelled", unlabelled, spec.width());
        }
        Standardisation standardisation =
                StandardisationFitter.fit(spec, sources.pooled().features());
        List<SourceRows> standardisedSources = StandardisationFitter.standardiseSources(spec, sources, standardisation);
        double[] weights = sources.weights(NO_ROWS, seed);
        double[] importance = ones(sources.classCount());
        BatchSampler sampler = new BatchSampler(
                sources.names(), standardisedSources, weights, importance, NO_ROWS, NO_ROWS, recipe.schedule());
        TrainingPlan plan =
                new TrainingPlan(recipe, seed, standardisation, standardisation, false, sampler, Optional.empty());
        Optional<RunCheckpoints> runCheckpoints = runCheckpoints(
                recipe,
                seed,
                fingerprint -> fingerprint.add(spec.toString()).add(sources).add(unlabelled));
        Supplier<Learner> createLearner = () -> recipe.pretraining()
                .map(pretraining -> {
                    float[][] target = unlabelled.length == 0
                            ? NO_ROWS
                            : StandardisationFitter.adapt(spec, standardisation, unlabelled, 1)
                                    .apply(unlabelled);
                    float[][] pooled = SourceRows.pooled(standardisedSources).features();
                    return engine.resume(new FeaturePretrainer(recipe, pretraining, pooled, target)
                            .pretrain(engine, spec, seed, listener));
                })
                .orElseGet(() -> engine.create(spec, OptimizerType.ADAM, seed));
        return train(plan, createLearner, runCheckpoints, listener);
    }

    /** @param addInputs adds the inputs of the training run, except recipe and seed, to the fingerprint */
    private Optional<RunCheckpoints> runCheckpoints(
            Recipe recipe, long seed, UnaryOperator<TrainingFingerprint> addInputs) {
        return checkpointStore.filter(store -> recipe.schedule().steps() > 0).map(store -> {
            TrainingFingerprint fingerprint =
                    new TrainingFingerprint().add(recipe.toString()).add(Long.toString(seed));
            return new RunCheckpoints(
                    store, recipe.name(), addInputs.apply(fingerprint).digest());
        });
    }

    /**
     * Continues the training of a parent, with its weights and optimizer state, on a target window.
     *
     * @param parent checkpoint of the parent
     * @param sources labelled rows for training
     * @param holdOut labelled rows that are not used in training, for the safeguards of alpha and the estimate of the
     *     target's class priors; may be empty
     * @param target unlabelled raw rows of the window, at least two that differ
     * @throws IllegalArgumentException if there are too few rows, or values are not finite or too large; if the recipe uses an LDA
     *     ensemble and rows have more than {@link ClassMoments#MAX_FEATURES} features; or if the parent is invalid or has a
     *     different width or number of classes
     * @throws TrainingException if a loss or gradient is not finite
     */
    public TrainedModel adapt(
            byte[] parent,
            TrainingSources sources,
            SourceRows holdOut,
            float[][] target,
            Recipe recipe,
            long seed,
            TrainingListener listener) {
        ModelCheckpoint model = readCompatible(parent, sources);
        NetSpec spec = model.snapshot().spec();
        requireHoldOut(spec, holdOut);
        InputValidation.requireWindow("target", target, spec.width());
        Optional<RunCheckpoints> runCheckpoints = runCheckpoints(
                recipe,
                seed,
                fingerprint -> fingerprint.add(parent).add(sources).add(holdOut).add(target));
        List<SourceRows> standardisedSources =
                StandardisationFitter.standardiseSources(spec, sources, model.sourceStandardisation());
        SourceRows pooled = SourceRows.pooled(standardisedSources);
        SourceRows standardisedHoldOut = holdOut.standardised(model.sourceStandardisation());
        double[] sourcePriors = pooled.classShares();
        double[] targetPriors = sourcePriors;
        TrainingPlan plan;
        try (Learner parentLearner = engine.resume(model.snapshot())) {
            Standardisation standardisation = StandardisationFitter.adapt(
                    spec, model.targetStandardisation(), target, recipe.targetStatisticsWeight());
            float[][] standardisedTarget = standardisation.apply(target);
            float[][] softLabels = NO_ROWS;
            if (recipe.has(RecipeOption.LDA_ENSEMBLE)) {
                ClassMoments moments = ClassMoments.of(pooled);
                EnsemblePrediction prediction = new LdaEnsemble(
                                moments,
                                standardisedTarget,
                                parentLearner.predictTarget(standardisedTarget).probabilities(),
                                seed)
                        .predict();
                softLabels = confidentOnly(prediction.probabilities());
                targetPriors = prediction.classPriors();
                standardisation =
                        standardisation.withOutputMoments(moments.mean(targetPriors), moments.deviation(targetPriors));
                standardisedTarget = standardisation.apply(target);
            } else if (recipe.has(RecipeOption.PRIOR_WEIGHTS) || recipe.has(RecipeOption.PRIOR_CORRECTION)) {
                targetPriors = estimateClassPriors(
                        parentLearner, standardisedHoldOut, standardisedTarget, balancedPriors(sourcePriors));
            }
            double[] importance = recipe.has(RecipeOption.LDA_ENSEMBLE) || recipe.has(RecipeOption.PRIOR_WEIGHTS)
                    ? importanceRatios(targetPriors, sourcePriors)
                    : ones(sources.classCount());
            double[] weights = sources.weights(target, seed);
            BatchSampler sampler = new BatchSampler(
                    sources.names(),
                    standardisedSources,
                    weights,
                    importance,
                    standardisedTarget,
                    softLabels,
                    recipe.schedule());
            boolean monitored =
                    recipe.alpha().requiresMonitor() && recipe.schedule().steps() > 0;
            Optional<AlphaMonitor> monitor = monitored
                    ? Optional.of(new AlphaMonitor(
                            parentLearner, pooled.features(), standardisedHoldOut, standardisedTarget, seed))
                    : Optional.empty();
            plan = new TrainingPlan(
                    recipe, seed, model.sourceStandardisation(), standardisation, true, sampler, monitor);
        }
        TrainedModel candidate = train(plan, () -> engine.resume(model.snapshot()), runCheckpoints, listener);
        return recipe.has(RecipeOption.PRIOR_CORRECTION)
                ? withPriorCorrection(candidate, targetPriors, balancedPriors(sourcePriors))
                : candidate;
    }

    /**
     * Estimates the class priors of the target from the confusion matrix of the hold-out set. This method needs no calibrated
     * probabilities. If it fails, for example because the hold-out set lacks a class, maximum likelihood is used.
     */
    private static double[] estimateClassPriors(
            Learner learner, SourceRows holdOut, float[][] target, double[] trainingPriors) {
        float[][] targetProbabilities = learner.predictTarget(target).probabilities();
        float[][] holdOutProbabilities =
                learner.predictSource(holdOut.features()).probabilities();
        PriorEstimate byConfusion =
                PriorEstimate.byConfusion(holdOutProbabilities, holdOut.labels(), targetProbabilities, trainingPriors);
        return byConfusion.estimated()
                ? byConfusion.classPriors()
                : PriorEstimate.byLikelihood(targetProbabilities, trainingPriors)
                        .classPriors();
    }

    /** The priors that the network has learned: batches are balanced, so all classes that have rows are equally frequent. */
    private static double[] balancedPriors(double[] classShares) {
        double presentClasses =
                Arrays.stream(classShares).filter(share -> share > 0).count();
        return Arrays.stream(classShares)
                .map(share -> share > 0 ? 1 / presentClasses : 0)
                .toArray();
    }

    /**
     * Adjusts the predictions to the target's class priors by adding the log prior ratios to the biases (Saerens, Latinne
     * and Decaestecker, 2002, equation 2.4).
     */
    private static TrainedModel withPriorCorrection(
            TrainedModel candidate, double[] targetPriors, double[] trainingPriors) {
        ModelCheckpoint model = ModelCheckpoint.read(candidate.checkpoint());
        LearnerSnapshot snapshot = model.snapshot();
        String biasName = "class/%d.bias".formatted(snapshot.spec().classHead().size() - 1);
        float[] bias = snapshot.weights().get(biasName).values().clone();
        for (int label = 0; label < bias.length; label++) {
            if (trainingPriors[label] > 0) {
                bias[label] += (float) Math.log(Math.max(MIN_CLASS_PRIOR, targetPriors[label]) / trainingPriors[label]);
            }
        }
        Map<String, Tensor> weights = new HashMap<>(snapshot.weights());
        weights.put(biasName, Tensor.vector(bias));
        return trainedModel(
                candidate.recipe(),
                new ModelCheckpoint(
                        snapshot.withWeights(weights),
                        model.sourceStandardisation(),
                        model.targetStandardisation(),
                        model.trainingState()),
                true,
                candidate.alphaCurve(),
                candidate.losses());
    }

    /**
     * Creates an LDA ensemble for a target window.
     *
     * @param checkpoint checkpoint of the model whose predictions enter the ensemble
     * @param sources labelled rows
     * @param target raw rows, at least two that differ
     * @throws IllegalArgumentException as {@link #adapt}
     */
    public LdaEnsemble ldaEnsemble(byte[] checkpoint, TrainingSources sources, float[][] target, long seed) {
        ModelCheckpoint model = readCompatible(checkpoint, sources);
        NetSpec spec = model.snapshot().spec();
        InputValidation.requireWindow("target", target, spec.width());
        float[][] rows = StandardisationFitter.adapt(spec, model.targetStandardisation(), target, 1)
                .apply(target);
        SourceRows pooled = SourceRows.pooled(
                StandardisationFitter.standardiseSources(spec, sources, model.sourceStandardisation()));
        return new LdaEnsemble(
                ClassMoments.of(pooled), rows, predictTarget(model, target).probabilities(), seed);
    }

    /** @param createLearner creates the learner if there is no checkpoint to resume from */
    private TrainedModel train(
            TrainingPlan plan,
            Supplier<Learner> createLearner,
            Optional<RunCheckpoints> runCheckpoints,
            TrainingListener listener) {
        Optional<ModelCheckpoint> checkpoint = runCheckpoints.flatMap(RunCheckpoints::load);
        TrainingState state = checkpoint
                .map(saved -> TrainingState.fromMap(saved.trainingState(), saved.alphaCurve()))
                .orElse(TrainingState.START);
        try (Learner learner =
                checkpoint.map(saved -> engine.resume(saved.snapshot())).orElseGet(createLearner)) {
            TrainingLoop loop = new TrainingLoop(plan, state);
            loop.run(learner, runCheckpoints, listener);
            return trainedModel(
                    plan.recipe().name(),
                    new ModelCheckpoint(
                            learner.snapshot(), plan.sourceStandardisation(), plan.targetStandardisation(), Map.of()),
                    plan.hasTarget(),
                    loop.trainingState().alphaCurve(),
                    loop.trainingState().losses());
        }
    }

    private static TrainedModel trainedModel(
            String recipe, ModelCheckpoint model, boolean hasTarget, List<Double> alphaCurve, Losses losses) {
        byte[] onnxModel = OnnxExport.write(model.snapshot(), model.targetStandardisation(), hasTarget);
        return new TrainedModel(recipe, onnxModel, model.write(), alphaCurve, losses);
    }

    /**
     * Computes the outputs of a model for source rows, standardised as the source.
     *
     * @param rows raw rows
     */
    public ModelOutputs predictSource(byte[] checkpoint, float[][] rows) {
        ModelCheckpoint model = ModelCheckpoint.read(checkpoint);
        try (Learner learner = engine.resume(model.snapshot())) {
            return learner.predictSource(model.sourceStandardisation().apply(rows));
        }
    }

    /**
     * Computes the outputs of a model for target rows, standardised as the target.
     *
     * @param rows raw rows
     */
    public ModelOutputs predictTarget(byte[] checkpoint, float[][] rows) {
        return predictTarget(ModelCheckpoint.read(checkpoint), rows);
    }

    private ModelOutputs predictTarget(ModelCheckpoint model, float[][] rows) {
        try (Learner learner = engine.resume(model.snapshot())) {
            return learner.predictTarget(model.targetStandardisation().apply(rows));
        }
    }

    /** The shape of an input row. */
    public List<Integer> inputShape(byte[] checkpoint) {
        return ModelCheckpoint.read(checkpoint).snapshot().spec().inputShape();
    }

    private static float[][] confidentOnly(float[][] probabilities) {
        return Arrays.stream(probabilities)
                .map(row ->
                        row[ModelOutputs.mostProbable(row)] > MIN_SOFT_LABEL_CONFIDENCE ? row : new float[row.length])
                .toArray(float[][]::new);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] importanceRatios(double[] target, double[] source) {
        double[] ratios = new double[target.length];
        Arrays.setAll(
                ratios,
                label -> source[label] > 0
                        ? Math.min(PriorEstimate.MAX_IMPORTANCE_WEIGHT, target[label] / source[label])
                        : 1);
        return ratios;
    }

    private static ModelCheckpoint readCompatible(byte[] checkpoint, TrainingSources sources) {
        ModelCheckpoint model = ModelCheckpoint.read(checkpoint);
        requireCompatible("model", model.snapshot().spec(), sources);
        return model;
    }

    private static void requireCompatible(String what, NetSpec spec, TrainingSources sources) {
        int width = sources.width();
        if (spec.inputShape().size() == 1 && width > MAX_TABLE_FEATURES) {
            throw new IllegalArgumentException(
                    "sources: expected tables of at most %d features, got %d; remove uninformative features"
                            .formatted(MAX_TABLE_FEATURES, width));
        }
        if (sources.classCount() != spec.classes() || width != spec.width()) {
            throw new IllegalArgumentException(
                    "sources: expected rows of %d features and %d classes, as the %s has, got %d and %d"
                            .formatted(spec.width(), spec.classes(), what, width, sources.classCount()));
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
