package io.realign.cli.model;

import io.realign.cli.console.ProgressThrottle;
import io.realign.learning.loss.Losses;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the progress of a training every two seconds. */
public final class ConsoleProgress implements TrainingListener {
    private final PrintWriter out;
    private final InstantSource clock;
    private final ProgressThrottle throttle;
    private String currentRecipe = "";
    private int firstStep;
    private Instant startedAt;

    public ConsoleProgress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.throttle = new ProgressThrottle(startedAt);
    }

    @Override
    public void onStep(String recipe, int step, int steps, Losses losses, double alpha) {
        Instant now = clock.instant();
        if (!recipe.equals(currentRecipe)) {
            // A resumed training does not start at its first step.
            currentRecipe = recipe;
            firstStep = step;
            startedAt = now;
        }
        if (!throttle.tryAcquire(now)) {
            return;
        }
        double secondsPerStep = Duration.between(startedAt, now).toMillis() / 1000.0 / Math.max(1, step - firstStep);
        String termLosses = losses.values().entrySet().stream()
                .map(loss -> String.format(
                        Locale.ROOT, ", %s loss %.3f", loss.getKey().name().toLowerCase(Locale.ROOT), loss.getValue()))
                .collect(Collectors.joining());
        out.printf(
                Locale.ROOT,
                "  %s: step %d of %d%s, alpha %.3f, %.0f s left%n",
                recipe,
                step,
                steps,
                termLosses,
                alpha,
                secondsPerStep * (steps - step));
    }
}
