package io.realign.learning.training;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.AlphaState;
import io.realign.adaptation.DynamicAlpha;
import io.realign.adaptation.Signals;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.Term;
import io.realign.learning.network.Batch;
import io.realign.learning.network.Learner;
import io.realign.learning.network.Stride;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One training from its first to its last step. */
final class Course {
    /** Tells the dropout's chance from the batch's, which come from the same step's seed. */
    private static final long DROPOUT = 0x5DEECE66DL;

    private final Recipe recipe;
    private final Pace pace;
    private final long[] seeds;
    private final List<Double> curve = new ArrayList<>();
    private Losses losses = new Losses(Map.of(), .5);
    private AlphaState state = AlphaState.START;

    Course(Recipe recipe, long seed) {
        this.recipe = recipe;
        this.pace = recipe.pace();
        this.seeds = new SplittableRandom(seed).longs(pace.steps()).toArray();
    }

    /**
     * Takes all steps.
     *
     * @param watch looks at what alpha depends on, if it does
     */
    void run(Learner learner, BatchDraw draw, Optional<Watch> watch, Progress progress) {
        DynamicAlpha alpha = recipe.alpha().over(watch.map(Watch::noise).orElse(0.0));
        for (int step = 0; step < pace.steps(); step++) {
            state = alpha.next(state, signals(learner, watch, step));
            Batch batch = draw.draw(seeds[step]);
            losses = learner.step(batch, stride(step));
            if (!losses.finite()) {
                throw new TrainingException(
                        "%s, step %d of %d: a loss or its gradient is not a number; try a lower learning rate than %s"
                                .formatted(recipe.name(), step + 1, pace.steps(), pace.learningRate()));
            }
            curve.add(state.alpha());
            progress.stepped(recipe.name(), step + 1, pace.steps(), losses, state.alpha());
        }
    }

    private Signals signals(Learner learner, Optional<Watch> watch, int step) {
        double progress = step / (double) pace.steps();
        double accuracy = step == 0 ? Double.NaN : losses.domainAccuracy();
        return watch.filter(looking -> step % Watch.EVERY == 0)
                .map(looking -> looking.look(learner, progress, accuracy))
                .orElseGet(() -> new Signals(progress, accuracy, Double.NaN, Double.NaN, Double.NaN));
    }

    private Stride stride(int step) {
        double warmUpSteps = pace.warmUp() * pace.steps();
        double warmth = Math.min(1, (step + 1) / Math.max(1, warmUpSteps));
        return new Stride(
                objective(step / (double) pace.steps()),
                pace.learningRate() * warmth,
                pace.weightDecay(),
                pace.clip(),
                seeds[step] ^ DROPOUT);
    }

    private Objective objective(double progress) {
        Map<Term, Double> weights = new EnumMap<>(Term.class);
        for (Map.Entry<Term, AlphaSchedule> term : recipe.terms().entrySet()) {
            weights.put(term.getKey(), term.getValue().at(progress));
        }
        if (recipe.alpha().most() > 0) {
            weights.put(Term.DOMAIN, state.alpha());
        }
        return new Objective(weights, recipe.has(Aid.ENTROPY_WEIGHTS));
    }

    List<Double> curve() {
        return curve;
    }

    Losses losses() {
        return losses;
    }
}
