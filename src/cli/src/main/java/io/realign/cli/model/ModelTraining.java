package io.realign.cli.model;

import io.realign.adaptation.gate.GateSettings;
import io.realign.client.internal.OnnxScorer;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.CandidateSelector;
import io.realign.learning.selection.ProbeRows;
import io.realign.learning.selection.Recipes;
import io.realign.learning.selection.Scorer;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.selection.ServingModel;
import io.realign.learning.training.CheckpointStore;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSchedule;
import io.realign.learning.training.TrainingSources;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Training and selection with the settings that all commands use. */
public record ModelTraining(Trainer trainer) {
    private static final int IMAGE_RANK = 3;

    public static ModelTraining create() {
        return new ModelTraining(new Trainer(new Nd4jEngine()));
    }

    /** Creates an instance that resumes interrupted training from checkpoints. */
    public static ModelTraining create(CheckpointStore checkpoints) {
        return new ModelTraining(new Trainer(new Nd4jEngine(), checkpoints));
    }

    /**
     * Trains candidates and selects one by the gate.
     *
     * @param cpuBudget CPU time of the calling thread after which no further candidate is trained
     */
    public SelectionResult selectModel(
            TrainedModel serving,
            SourceSplit split,
            float[][] target,
            long seed,
            Duration cpuBudget,
            TrainingListener progress) {
        return candidateSelector(split)
                .select(
                        ServingModel.of(serving),
                        split.training(),
                        split.holdOut(),
                        target,
                        ProbeRows.NONE,
                        seed,
                        cpuBudget.toNanos(),
                        progress);
    }

    /** Trains and evaluates one candidate per recipe, without selection. */
    public List<CandidateEvaluation> evaluateCandidates(
            TrainedModel serving, SourceSplit split, float[][] target, long seed, List<Recipe> recipes) {
        return candidateSelector(split)
                .evaluate(ServingModel.of(serving), split.training(), split.holdOut(), target, seed, recipes);
    }

    private CandidateSelector candidateSelector(SourceSplit split) {
        Scorer scorer = new OnnxScorer(split.training().width(), split.labels())::probabilities;
        return new CandidateSelector(
                trainer, scorer, GateSettings.DEFAULT, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** Trains one candidate without evaluation. */
    public TrainedModel adapt(
            TrainedModel parent,
            SourceSplit split,
            float[][] target,
            Recipe recipe,
            long seed,
            TrainingListener progress) {
        return trainer.adapt(parent.checkpoint(), split.training(), split.holdOut(), target, recipe, seed, progress);
    }

    /** Returns the class probabilities of rows of a source. */
    public float[][] sourceProbabilities(TrainedModel model, float[][] rows) {
        return trainer.predictSource(model.checkpoint(), rows).probabilities();
    }

    /** Returns the class probabilities of rows of the target. */
    public float[][] targetProbabilities(TrainedModel model, float[][] rows) {
        return trainer.predictTarget(model.checkpoint(), rows).probabilities();
    }

    /** The default network for an input shape. */
    static NetSpec defaultNetwork(List<Integer> shape, int classes, Optional<NormMode> norm) {
        return shape.size() == IMAGE_RANK
                ? NetSpec.image(classes, norm.orElse(NormMode.DOMAIN_SPECIFIC))
                : NetSpec.tabular(shape.get(0), classes, norm.orElse(NormMode.NONE));
    }

    /** The default base model recipe for an input shape. */
    static Recipe baseModelRecipe(List<Integer> shape) {
        return shape.size() == IMAGE_RANK
                ? Recipes.SOURCE_ONLY.withSchedule(TrainingSchedule.IMAGES)
                : Recipes.SOURCE_ONLY;
    }

    /** Trains a base model on the sources with the default network. */
    public TrainedModel trainBaseModel(
            TrainingSources sources, List<Integer> shape, long seed, TrainingListener progress) {
        return trainer.trainBase(
                sources,
                defaultNetwork(shape, sources.classCount(), Optional.empty()),
                baseModelRecipe(shape),
                seed,
                progress);
    }
}
