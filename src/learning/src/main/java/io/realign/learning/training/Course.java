package io.realign.learning.training;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.AlphaState;
import io.realign.adaptation.DynamicAlpha;
import io.realign.adaptation.Signals;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.Term;
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

    private final Plan plan;
    private final Recipe recipe;
    private final Pace pace;
    private final long[] seeds;
    private final List<Double> curve;
    private Losses losses;
    private AlphaState state;

    /** @param from where it goes on, {@link Position#START} at the beginning */
    Course(Plan plan, Position from) {
        this.plan = plan;
        this.recipe = plan.recipe();
        this.pace = recipe.pace();
        this.seeds = new SplittableRandom(plan.seed()).longs(pace.steps()).toArray();
        this.curve = new ArrayList<>(from.curve());
        this.losses = from.losses();
        this.state = from.alpha();
    }

    /** Takes all steps that are left. */
    void run(Learner learner, Optional<Checkpoint> checkpoint, Progress progress) {
        DynamicAlpha alpha = recipe.alpha().over(plan.watch().map(Watch::noise).orElse(0.0));
        while (curve.size() < pace.steps()) {
            int step = curve.size();
            state = alpha.next(state, signals(learner, step));
            BatchDraw.Drawn drawn = plan.draw().draw(seeds[step]);
            losses = learner.step(drawn.batch(), stride(step));
            if (!losses.finite()) {
                throw new TrainingException(noNumber(step, drawn));
            }
            curve.add(state.alpha());
            checkpoint
                    .filter(kept -> kept.due(step + 1, pace.steps()))
                    .ifPresent(kept -> kept.keep(learner.snapshot(), plan, position()));
            progress.stepped(recipe.name(), step + 1, pace.steps(), losses, state.alpha());
        }
    }

    private String noNumber(int step, BatchDraw.Drawn drawn) {
        return "%s, step %d of %d: a loss or its gradient is not a number. %s. Try a lower learning rate than %s; if it stops"
                        .formatted(recipe.name(), step + 1, pace.steps(), drawn.describe(), pace.learningRate())
                + " at such rows again, look at them for values of another unit or a broken sensor";
    }

    private Signals signals(Learner learner, int step) {
        double progress = step / (double) pace.steps();
        double accuracy = step == 0 ? Double.NaN : losses.domainAccuracy();
        return plan.watch()
                .filter(looking -> step % Watch.EVERY == 0)
                .map(looking -> looking.look(learner, progress, accuracy))
                .orElseGet(() -> new Signals(progress, accuracy, Double.NaN, Double.NaN, Double.NaN));
    }

    private Stride stride(int step) {
        return new Stride(
                objective(step / (double) pace.steps()),
                pace.learningRate(step),
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

    Position position() {
        return new Position(state, losses, curve);
    }
}
