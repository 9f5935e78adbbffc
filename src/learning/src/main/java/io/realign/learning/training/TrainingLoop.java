package io.realign.learning.training;

import io.realign.adaptation.alpha.AlphaState;
import io.realign.adaptation.alpha.GuardedAlpha;
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

/** The remaining steps of a training run. */
final class TrainingLoop {
    /** Makes the random numbers of dropout independent of those of the batch, which has the same seed. */
    static final long DROPOUT_SEED_SALT = 0x5DEECE66DL;

    private final TrainingPlan plan;
    private final Recipe recipe;
    private final TrainingSchedule schedule;
    private final long[] seeds;
    private final List<Double> alphaCurve;
    private Losses losses;
    private AlphaState alphaState;

    TrainingLoop(TrainingPlan plan, TrainingState initial) {
        this.plan = plan;
        this.recipe = plan.recipe();
        this.schedule = recipe.schedule();
        this.seeds = new SplittableRandom(plan.seed()).longs(schedule.steps()).toArray();
        this.alphaCurve = new ArrayList<>(initial.alphaCurve());
        this.losses = initial.losses();
        this.alphaState = initial.alpha();
    }

    void run(Learner learner, Optional<RunCheckpoints> runCheckpoints, TrainingListener listener) {
        GuardedAlpha guardedAlpha = recipe.alpha()
                .createAlpha(
                        plan.alphaMonitor().map(AlphaMonitor::criticalDrift).orElse(0.0));
        while (alphaCurve.size() < schedule.steps()) {
            int step = alphaCurve.size();
            alphaState = guardedAlpha.next(alphaState, measureSignals(learner, step));
            BatchSampler.SampledBatch sample = plan.sampler().sample(seeds[step]);
            losses = learner.step(sample.batch(), stepOptions(step));
            if (!losses.isFinite()) {
                throw new TrainingException(
                        "%s, step %d of %d: the loss or its gradient is not finite. %s. Use a lower learning rate than %s; if the"
                                        .formatted(
                                                recipe.name(),
                                                step + 1,
                                                schedule.steps(),
                                                sample.describe(),
                                                schedule.learningRate())
                                + " same rows fail again, check their units and sensors");
            }
            alphaCurve.add(alphaState.alpha());
            runCheckpoints
                    .filter(checkpoints -> checkpoints.isDue(step + 1, schedule.steps()))
                    .ifPresent(checkpoints -> checkpoints.save(learner.snapshot(), plan, trainingState()));
            listener.onStep(recipe.name(), step + 1, schedule.steps(), losses, alphaState.alpha());
        }
    }

    private TrainingSignals measureSignals(Learner learner, int step) {
        double progress = step / (double) schedule.steps();
        double accuracy = step == 0 ? Double.NaN : losses.domainAccuracy();
        return plan.alphaMonitor()
                .filter(monitor -> step % AlphaMonitor.STEP_INTERVAL == 0)
                .map(monitor -> monitor.measure(learner, progress, accuracy))
                .orElseGet(() -> new TrainingSignals(progress, accuracy, Double.NaN, Double.NaN, Double.NaN));
    }

    private StepOptions stepOptions(int step) {
        double progress = step / (double) schedule.steps();
        Map<LossTerm, Double> weights = new EnumMap<>(LossTerm.class);
        recipe.lossWeights().forEach((term, weight) -> weights.put(term, weight.at(progress)));
        if (recipe.alpha().max() > 0) {
            weights.put(LossTerm.DOMAIN, alphaState.alpha());
        }
        return new StepOptions(
                new Objective(weights, recipe.has(RecipeOption.ENTROPY_WEIGHTS)),
                schedule.learningRate(step),
                schedule.weightDecay(),
                schedule.maxGradientNorm(),
                seeds[step] ^ DROPOUT_SEED_SALT);
    }

    TrainingState trainingState() {
        return new TrainingState(alphaState, losses, alphaCurve);
    }
}
