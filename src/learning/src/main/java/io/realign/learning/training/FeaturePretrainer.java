package io.realign.learning.training;

import io.realign.learning.loss.BatchOutputs;
import io.realign.learning.loss.ContrastiveLoss;
import io.realign.learning.loss.Gradients;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.ReconstructionLoss;
import io.realign.learning.network.Engine;
import io.realign.learning.network.LayerSpec;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pre-trains the feature extractor without labels. During pre-training, the class head is replaced by a linear decoder or, for
 * contrastive pre-training, by a two-layer projection head (Chen et al., 2020, section 4.2).
 */
final class FeaturePretrainer {
    /** Makes the random numbers of pre-training independent of those of training, which has the same seed. */
    private static final long PRETRAINING_SEED_SALT = 0x9E3779B97F4A7C15L;

    private final Recipe recipe;
    private final Pretraining pretraining;
    private final float[][] source;
    private final float[][] target;
    private final List<Double> losses = new ArrayList<>();

    /**
     * @param recipe recipe whose schedule is used
     * @param source standardised rows, at least one
     * @param target standardised rows, may be empty
     */
    FeaturePretrainer(Recipe recipe, Pretraining pretraining, float[][] source, float[][] target) {
        this.recipe = recipe;
        this.pretraining = pretraining;
        this.source = source;
        this.target = target;
    }

    /**
     * Returns a network with a pre-trained feature extractor. The seed determines all other initial weights.
     *
     * @throws TrainingException if a loss or gradient is not finite
     */
    LearnerSnapshot pretrain(Engine engine, NetSpec spec, long seed, TrainingListener listener) {
        long[] seeds = new SplittableRandom(seed ^ PRETRAINING_SEED_SALT)
                .longs(pretraining.steps())
                .toArray();
        try (Learner learner = engine.create(withPretrainingHead(spec), OptimizerType.ADAM, seed);
                Learner initial = engine.create(spec, OptimizerType.ADAM, seed)) {
            for (int step = 0; step < seeds.length; step++) {
                double loss = step(learner, seeds[step]);
                if (!Double.isFinite(loss)) {
                    throw new TrainingException(
                            "%s: pre-training step %d of %d: the loss or its gradient is not finite; use a lower"
                                            .formatted(recipe.name(), step + 1, seeds.length)
                                    + " learning rate than " + recipe.schedule().learningRate());
                }
                losses.add(loss);
                listener.onStep(recipe.name() + " pre-training", step + 1, seeds.length, new Losses(Map.of(), .5), 0);
            }
            return initial.snapshot().withFeatureExtractorOf(learner.snapshot());
        }
    }

    /** The loss before each step. */
    List<Double> losses() {
        return losses;
    }

    private NetSpec withPretrainingHead(NetSpec spec) {
        int embedding = spec.embeddingWidth();
        List<LayerSpec> head =
                switch (pretraining.method()) {
                    case DENOISING -> List.of(new Dense(spec.width()));
                    case CONTRASTIVE -> List.of(new Dense(embedding), new Relu(), new Dense(embedding));
                };
        int outputs = pretraining.method() == Pretraining.Method.DENOISING ? spec.width() : embedding;
        if (outputs < 2) {
            throw new IllegalArgumentException(
                    "pre-training: expected rows and embeddings of at least 2 values, got %d and %d"
                            .formatted(spec.width(), embedding));
        }
        return new NetSpec(spec.inputShape(), outputs, spec.featureExtractor(), head, List.of(new Dense(2)), false);
    }

    private double step(Learner learner, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] sourceRows = sample(source, random);
        float[][] targetRows = sample(target, random);
        TrainingSchedule schedule = recipe.schedule();
        StepOptions options = new StepOptions(
                Objective.SOURCE_ONLY,
                schedule.learningRate(),
                schedule.weightDecay(),
                schedule.maxGradientNorm(),
                seed ^ TrainingLoop.DROPOUT_SEED_SALT);
        return switch (pretraining.method()) {
            case DENOISING ->
                learner.step(
                        corrupt(sourceRows, random),
                        corrupt(targetRows, random),
                        reconstructionLoss(sourceRows, targetRows),
                        options);
            case CONTRASTIVE ->
                learner.step(
                        concatenate(corrupt(sourceRows, random), corrupt(sourceRows, random)),
                        concatenate(corrupt(targetRows, random), corrupt(targetRows, random)),
                        FeaturePretrainer::contrastiveLoss,
                        options);
        };
    }

    private float[][] sample(float[][] rows, RandomGenerator random) {
        float[][] sample = new float[rows.length == 0 ? 0 : recipe.schedule().batch()][];
        Arrays.setAll(sample, i -> rows[random.nextInt(rows.length)]);
        return sample;
    }

    private float[][] corrupt(float[][] rows, RandomGenerator random) {
        return Stream.of(rows)
                .map(row -> BatchSampler.withNoise(row, pretraining.noise(), random))
                .toArray(float[][]::new);
    }

    private static float[][] concatenate(float[][] first, float[][] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(float[][]::new);
    }

    private static OutputLoss reconstructionLoss(float[][] source, float[][] target) {
        return (outputs, gradients) -> {
            double[] clean = new double[outputs.logits().length];
            int i = 0;
            for (float[] row : concatenate(source, target)) {
                for (float value : row) {
                    clean[i++] = value;
                }
            }
            ReconstructionLoss loss = ReconstructionLoss.of(outputs.logits(), clean);
            Arrays.setAll(gradients.logits(), k -> gradients.logits()[k] + loss.gradient()[k]);
            return loss.value();
        };
    }

    /** The outputs of each domain are the first views of its rows, followed by the second views in the same order. */
    static double contrastiveLoss(BatchOutputs outputs, Gradients gradients) {
        int width = outputs.classes();
        int sources = outputs.sourceRows() / 2;
        int targets = outputs.targetRows() / 2;
        int[] views = IntStream.range(0, 2)
                .flatMap(view -> IntStream.concat(
                        IntStream.range(view * sources, (view + 1) * sources),
                        IntStream.range(view * targets, (view + 1) * targets).map(row -> outputs.sourceRows() + row)))
                .toArray();
        ContrastiveLoss loss = ContrastiveLoss.of(Arrays.stream(views)
                .mapToObj(row -> Arrays.copyOfRange(outputs.logits(), row * width, (row + 1) * width))
                .toArray(double[][]::new));
        for (int i = 0; i < views.length; i++) {
            for (int k = 0; k < width; k++) {
                gradients.logits()[views[i] * width + k] += loss.gradient()[i][k];
            }
        }
        return loss.value();
    }
}
