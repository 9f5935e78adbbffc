package io.realign.adapter.adaptation;

import io.realign.adapter.tracing.Trace;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Term;
import io.realign.learning.training.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Tells how one adaptation goes: to the log, to whoever listens, and to its trace. */
public final class Course implements Progress {
    private static final Logger LOG = Logger.getLogger(Course.class);
    private static final Duration REPORT = Duration.ofSeconds(2);

    private final String adaptationId;
    private final String domain;
    private final InstantSource clock;
    private final Consumer<AdaptationProgress> listener;
    private final Optional<Trace> trace;
    private final Map<String, TrainingCurve> curves = new LinkedHashMap<>();
    private Instant told;

    /**
     * @param adaptationId the adaptation, empty for version 1
     * @param domain its domain
     * @param listener told on the thread that trains, so it must be quick
     * @param trace none for version 1
     */
    public Course(
            String adaptationId,
            String domain,
            InstantSource clock,
            Consumer<AdaptationProgress> listener,
            Optional<Trace> trace) {
        this.adaptationId = adaptationId;
        this.domain = domain;
        this.clock = clock;
        this.listener = listener;
        this.trace = trace;
        this.told = clock.instant();
    }

    /** How the candidates have been trained so far, in the order in which they were made. */
    public List<TrainingCurve> curves() {
        return List.copyOf(curves.values());
    }

    /** A stage begins. */
    public void enter(Stage stage, String detail) {
        LOG.infof("%s: %s, %s", domain, stage, detail);
        tell(stage, 0, 0, 0, 0, 0);
    }

    /** @throws StoppedException if the program is being stopped */
    @Override
    public void stepped(String recipe, int step, int steps, Losses losses, double alpha) {
        if (Thread.interrupted()) {
            throw new StoppedException();
        }
        curves.computeIfAbsent(recipe, TrainingCurve::of).add(step, steps, losses, alpha);
        if (step == steps || Duration.between(told, clock.instant()).compareTo(REPORT) >= 0) {
            double classLoss = losses.of(Term.CLASS);
            double domainLoss = losses.of(Term.DOMAIN);
            LOG.infof(
                    "%s: %s, step %d of %d, class loss %.3f, domain loss %.3f, alpha %.3f",
                    domain, recipe, step, steps, classLoss, domainLoss, alpha);
            tell(Stage.TRAINING, step, steps, classLoss, domainLoss, alpha);
        }
    }

    @Override
    public void begun(String recipe) {
        trace.ifPresent(whole -> whole.enter("train", recipe));
    }

    @Override
    public void made(String recipe) {
        trace.ifPresent(whole -> whole.enter("judge", recipe));
    }

    private void tell(Stage stage, int step, int steps, double classLoss, double domainLoss, double alpha) {
        told = clock.instant();
        listener.accept(
                new AdaptationProgress(adaptationId, domain, stage, step, steps, alpha, classLoss, domainLoss, told));
    }
}
