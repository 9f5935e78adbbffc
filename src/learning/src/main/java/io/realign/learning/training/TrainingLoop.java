package io.realign.learning.training;

import io.realign.adaptation.alpha.AlphaSchedule;
import io.realign.adaptation.alpha.AlphaState;
import io.realign.adaptation.alpha.DynamicAlpha;
import io.realign.adaptation.alpha.TrainingSignals;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.network.Learner;
import io.realign.learning.network.StepOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One training from its first to its last step. */
final class TrainingLoop {
    /** Tells the dropout's chance from the batch's, which come from the same step's seed. */
    private static final long DROPOUT_SEED_SALT = 0x5DEECE66DL;

    private final TrainingPlan plan;
    private final Recipe recipe;
    private final TrainingSchedule schedule;
    private final long[] seeds;
    private final List<Double> alphaCurve;
    private Losses losses;
    private AlphaState alphaState;

    /** @param from where it goes on, {@link TrainingState#START} at the beginning */
    TrainingLoop(TrainingPlan plan, TrainingState from) {
        this.plan = plan;
        this.recipe = plan.recipe();
        this.schedule = recipe.schedule();
        this.seeds = new SplittableRandom(plan.seed()).longs(schedule.steps()).toArray();
        this.alphaCurve = new ArrayList<>(from.alphaCurve());
        this.losses = from.losses();
        this.alphaState = from.alpha();
    }

    /** Takes all steps that are left. */
    void run(Learner learner, Optional<TrainingCheckpoint> checkpoint, TrainingListener progress) {
        DynamicAlpha alpha = recipe.alpha()
                .createPolicy(plan.alphaMonitor().map(AlphaMonitor::noise).orElse(0.0));
        while (alphaCurve.size() < schedule.steps()) {
            int step = alphaCurve.size();
            alphaState = alpha.next(alphaState, measureSignals(learner, step));
            BatchSampler.SampledBatch drawn = plan.sampler().sample(seeds[step]);
            losses = learner.step(drawn.batch(), stepOptions(step));
            if (!losses.finite()) {
                throw new TrainingException(nanMessage(step, drawn));
            }
            alphaCurve.add(alphaState.alpha());
            checkpoint
                    .filter(kept -> kept.isDue(step + 1, schedule.steps()))
                    .ifPresent(kept -> kept.save(learner.snapshot(), plan, trainingState()));
            progress.onStep(recipe.name(), step + 1, schedule.steps(), losses, alphaState.alpha());
        }
    }

    private String nanMessage(int step, BatchSampler.SampledBatch drawn) {
        return "%s, step %d of %d: a loss or its gradient is not a number. %s. Try a lower learning rate than %s; if it stops"
                        .formatted(recipe.name(), step + 1, schedule.steps(), drawn.describe(), schedule.learningRate())
                + " at such rows again, look at them for values of another unit or a broken sensor";
    }

    private TrainingSignals measureSignals(Learner learner, int step) {
        double progress = step / (double) schedule.steps();
        double accuracy = step == 0 ? Double.NaN : losses.domainAccuracy();
        return plan.alphaMonitor()
                .filter(looking -> step % AlphaMonitor.STEP_INTERVAL == 0)
                .map(looking -> looking.measure(learner, progress, accuracy))
                .orElseGet(() -> new TrainingSignals(progress, accuracy, Double.NaN, Double.NaN, Double.NaN));
    }

    private StepOptions stepOptions(int step) {
        return new StepOptions(
                objective(step / (double) schedule.steps()),
                schedule.learningRate(step),
                schedule.weightDecay(),
                schedule.maxGradientNorm(),
                seeds[step] ^ DROPOUT_SEED_SALT);
    }

    private Objective objective(double progress) {
        Map<LossTerm, Double> weights = new EnumMap<>(LossTerm.class);
        for (Map.Entry<LossTerm, AlphaSchedule> term : recipe.lossWeights().entrySet()) {
            weights.put(term.getKey(), term.getValue().at(progress));
        }
        if (recipe.alpha().max() > 0) {
            weights.put(LossTerm.DOMAIN, alphaState.alpha());
        }
        return new Objective(weights, recipe.has(RecipeOption.ENTROPY_WEIGHTS));
    }

    TrainingState trainingState() {
        return new TrainingState(alphaState, losses, alphaCurve);
    }
}
