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

/**
 * Teaches the features of a network from rows without labels. In the place of the class head there is a linear decoder, or,
 * where views are told apart, a projection of two layers (Chen et al., 2020, section 4.2); it is thrown away.
 */
final class FeaturePretrainer {
    /** Tells the chance of these steps from that of the labelled ones, which come from the same seed. */
    private static final long PRETRAINING_SEED_SALT = 0x9E3779B97F4A7C15L;

    /** Tells the dropout's chance from the batch's. */
    private static final long DROPOUT_SEED_SALT = 0x5DEECE66DL;

    private final Recipe recipe;
    private final Pretraining pretraining;
    private final float[][] source;
    private final float[][] target;
    private final List<Double> losses = new ArrayList<>();

    /**
     * @param recipe whose pace it follows
     * @param source standardised rows, at least one
     * @param target standardised rows, perhaps none
     */
    FeaturePretrainer(Recipe recipe, Pretraining pretraining, float[][] source, float[][] target) {
        this.recipe = recipe;
        this.pretraining = pretraining;
        this.source = source;
        this.target = target;
    }

    /**
     * A network from whose features training can start: all else is as the seed would have it.
     *
     * @throws TrainingException if the loss stops being a number
     */
    LearnerSnapshot pretrain(Engine engine, NetSpec spec, long seed, TrainingListener progress) {
        long[] seeds = new SplittableRandom(seed ^ PRETRAINING_SEED_SALT)
                .longs(pretraining.steps())
                .toArray();
        try (Learner learner = engine.create(withHead(spec), OptimizerType.ADAM, seed);
                Learner start = engine.create(spec, OptimizerType.ADAM, seed)) {
            for (int step = 0; step < seeds.length; step++) {
                double loss = step(learner, seeds[step]);
                if (!Double.isFinite(loss)) {
                    throw new TrainingException(
                            "%s, step %d of %d of the pre-training: its loss or gradient is not a number; try a lower"
                                            .formatted(recipe.name(), step + 1, seeds.length)
                                    + " learning rate than " + recipe.schedule().learningRate());
                }
                losses.add(loss);
                progress.onStep(recipe.name() + " pre-training", step + 1, seeds.length, new Losses(Map.of(), .5), 0);
            }
            return start.snapshot().withFeaturesOf(learner.snapshot());
        }
    }

    /** The loss before each step. */
    List<Double> losses() {
        return losses;
    }

    private NetSpec withHead(NetSpec spec) {
        List<LayerSpec> head =
                switch (pretraining.method()) {
                    case DENOISING -> List.of(new Dense(spec.width()));
                    case CONTRASTIVE ->
                        List.of(new Dense(spec.embeddingWidth()), new Relu(), new Dense(spec.embeddingWidth()));
                };
        int outputs = pretraining.method() == Pretraining.Method.DENOISING ? spec.width() : spec.embeddingWidth();
        if (outputs < 2) {
            throw new IllegalArgumentException(
                    "pre-training: expected rows and embeddings of at least 2 values, got %d and %d"
                            .formatted(spec.width(), spec.embeddingWidth()));
        }
        return new NetSpec(spec.inputShape(), outputs, spec.featureExtractor(), head, List.of(new Dense(2)), false);
    }

    private double step(Learner learner, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] ofSource = sample(source, random);
        float[][] ofTarget = sample(target, random);
        TrainingSchedule pace = recipe.schedule();
        StepOptions stride = new StepOptions(
                Objective.SOURCE_ONLY,
                pace.learningRate(),
                pace.weightDecay(),
                pace.maxGradientNorm(),
                seed ^ DROPOUT_SEED_SALT);
        return switch (pretraining.method()) {
            case DENOISING ->
                learner.step(
                        corrupt(ofSource, random),
                        corrupt(ofTarget, random),
                        reconstructionLoss(ofSource, ofTarget),
                        stride);
            case CONTRASTIVE ->
                learner.step(
                        concatenate(corrupt(ofSource, random), corrupt(ofSource, random)),
                        concatenate(corrupt(ofTarget, random), corrupt(ofTarget, random)),
                        FeaturePretrainer::contrastiveLoss,
                        stride);
        };
    }

    private float[][] sample(float[][] rows, RandomGenerator random) {
        float[][] drawn = new float[rows.length == 0 ? 0 : recipe.schedule().batch()][];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = rows[random.nextInt(rows.length)];
        }
        return drawn;
    }

    private float[][] corrupt(float[][] rows, RandomGenerator random) {
        float[][] spoilt = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            spoilt[row] = rows[row].clone();
            for (int i = 0; i < spoilt[row].length; i++) {
                spoilt[row][i] += (float) (pretraining.noise() * random.nextGaussian());
            }
        }
        return spoilt;
    }

    private static float[][] concatenate(float[][] one, float[][] other) {
        float[][] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static OutputLoss reconstructionLoss(float[][] ofSource, float[][] ofTarget) {
        return (outputs, slopes) -> {
            double[] clean = new double[outputs.logits().length];
            int at = 0;
            for (float[] row : concatenate(ofSource, ofTarget)) {
                for (float value : row) {
                    clean[at++] = value;
                }
            }
            ReconstructionLoss loss = ReconstructionLoss.of(outputs.logits(), clean);
            for (int i = 0; i < clean.length; i++) {
                slopes.logits()[i] += loss.gradient()[i];
            }
            return loss.value();
        };
    }

    /** Each domain's rows come twice, in the same order: first views of source rows, second ones; then of target rows. */
    static double contrastiveLoss(BatchOutputs outputs, Gradients slopes) {
        int width = outputs.classes();
        int[] firstViews = views(outputs, 0);
        int[] secondViews = views(outputs, 1);
        ContrastiveLoss loss = ContrastiveLoss.of(
                gatherRows(outputs.logits(), firstViews, width),
                gatherRows(outputs.logits(), secondViews, width),
                width);
        scatterAddRows(loss.firstGradient(), firstViews, width, slopes.logits());
        scatterAddRows(loss.secondGradient(), secondViews, width, slopes.logits());
        return loss.value();
    }

    /** @param half of each domain's rows, 0 or 1 */
    private static int[] views(BatchOutputs outputs, int half) {
        int sources = outputs.sourceRows() / 2;
        int targets = outputs.targetRows() / 2;
        return IntStream.concat(
                        IntStream.range(half * sources, (half + 1) * sources),
                        IntStream.range(half * targets, (half + 1) * targets).map(row -> outputs.sourceRows() + row))
                .toArray();
    }

    private static double[] gatherRows(double[] values, int[] rows, int width) {
        double[] taken = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, taken, i * width, width);
        }
        return taken;
    }

    private static void scatterAddRows(double[] given, int[] rows, int width, double[] values) {
        for (int i = 0; i < given.length; i++) {
            values[rows[i / width] * width + i % width] += given[i];
        }
    }
}
