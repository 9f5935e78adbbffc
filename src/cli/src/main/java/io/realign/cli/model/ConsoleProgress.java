package io.realign.cli.model;

import io.realign.learning.loss.Losses;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says how a training goes, every other second. */
public final class ConsoleProgress implements TrainingListener {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final InstantSource clock;
    private String training = "";
    private int first;
    private Instant startedAt;
    private Instant lastPrinted;

    /** @param clock says when two seconds are over */
    public ConsoleProgress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.lastPrinted = startedAt;
    }

    @Override
    public void onStep(String recipe, int step, int steps, Losses losses, double alpha) {
        Instant now = clock.instant();
        if (!recipe.equals(training)) {
            // A training that was interrupted does not begin at its first step.
            training = recipe;
            first = step;
            startedAt = now;
        }
        if (Duration.between(lastPrinted, now).compareTo(INTERVAL) < 0) {
            return;
        }
        lastPrinted = now;
        double perStep = Duration.between(startedAt, now).toMillis() / 1000.0 / Math.max(1, step - first);
        String each = losses.values().entrySet().stream()
                .map(loss -> String.format(
                        Locale.ROOT, ", %s loss %.3f", loss.getKey().name().toLowerCase(Locale.ROOT), loss.getValue()))
                .collect(Collectors.joining());
        out.printf(
                Locale.ROOT,
                "  %s: step %d of %d%s, alpha %.3f, %.0f s left%n",
                recipe,
                step,
                steps,
                each,
                alpha,
                perStep * (steps - step));
        out.flush();
    }
}
