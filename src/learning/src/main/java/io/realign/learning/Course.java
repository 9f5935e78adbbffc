package io.realign.learning;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.GaninRamp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One training from its first to its last step. */
final class Course {
    /** Tells the dropout's chance from the batch's, which come from the same step's seed. */
    private static final long DROPOUT = 0x5DEECE66DL;

    private final Recipe recipe;
    private final AlphaSchedule alpha;
    private final long[] seeds;
    private final List<Double> curve = new ArrayList<>();
    private Losses losses;

    Course(Recipe recipe, long seed) {
        this.recipe = recipe;
        this.alpha = new GaninRamp(GaninRamp.GAMMA, recipe.alphaMax());
        this.seeds = new SplittableRandom(seed).longs(recipe.steps()).toArray();
    }

    /** Takes all steps. */
    void run(Learner learner, BatchDraw draw, Progress progress) {
        for (int step = 0; step < recipe.steps(); step++) {
            double coefficient = alpha.at(step / (double) recipe.steps());
            losses = learner.step(draw.draw(seeds[step]), stride(step, coefficient));
            if (!Double.isFinite(losses.classLoss())) {
                throw new TrainingException(
                        "step %d of %d: the loss or its gradient is not a number; try a lower learning rate than %s"
                                .formatted(step + 1, recipe.steps(), recipe.learningRate()));
            }
            curve.add(coefficient);
            progress.stepped(step + 1, recipe.steps(), losses, coefficient);
        }
    }

    private Stride stride(int step, double coefficient) {
        double warmUpSteps = recipe.warmUp() * recipe.steps();
        double warmth = Math.min(1, (step + 1) / Math.max(1, warmUpSteps));
        return new Stride(
                coefficient,
                recipe.learningRate() * warmth,
                recipe.weightDecay(),
                recipe.clip(),
                seeds[step] ^ DROPOUT);
    }

    List<Double> curve() {
        return curve;
    }

    Losses losses() {
        return losses;
    }
}
