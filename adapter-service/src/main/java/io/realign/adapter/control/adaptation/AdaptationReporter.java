package io.realign.adapter.control.adaptation;

import io.realign.adapter.tracing.AdaptationTrace;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.training.TrainingListener;
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
public final class AdaptationReporter implements TrainingListener {
    private static final Logger LOG = Logger.getLogger(AdaptationReporter.class);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

    private final String adaptationId;
    private final String domain;
    private final InstantSource clock;
    private final Consumer<AdaptationProgress> listener;
    private final Optional<AdaptationTrace> trace;
    private final Map<String, TrainingCurve> curves = new LinkedHashMap<>();
    private Instant lastReportedAt;

    /**
     * @param adaptationId the adaptation, empty for version 1
     * @param domain its domain
     * @param listener told on the thread that trains, so it must be quick
     * @param trace none for version 1
     */
    public AdaptationReporter(
            String adaptationId,
            String domain,
            InstantSource clock,
            Consumer<AdaptationProgress> listener,
            Optional<AdaptationTrace> trace) {
        this.adaptationId = adaptationId;
        this.domain = domain;
        this.clock = clock;
        this.listener = listener;
        this.trace = trace;
        this.lastReportedAt = clock.instant();
    }

    /** How the candidates have been trained so far, in the order in which they were made. */
    public List<TrainingCurve> curves() {
        return List.copyOf(curves.values());
    }

    /** A stage begins. */
    public void enterStage(AdaptationStage stage, String detail) {
        LOG.infof("%s: %s, %s", domain, stage, detail);
        publishProgress(stage, 0, 0, 0, 0, 0);
    }

    /** @throws AdaptationInterruptedException if the program is being stopped */
    @Override
    public void onStep(String recipe, int step, int steps, Losses losses, double alpha) {
        if (Thread.interrupted()) {
            throw new AdaptationInterruptedException();
        }
        curves.computeIfAbsent(recipe, TrainingCurve::of).add(step, steps, losses, alpha);
        if (step == steps || Duration.between(lastReportedAt, clock.instant()).compareTo(REPORT_INTERVAL) >= 0) {
            double classLoss = losses.of(LossTerm.CLASS);
            double domainLoss = losses.of(LossTerm.DOMAIN);
            LOG.infof(
                    "%s: %s, step %d of %d, class loss %.3f, domain loss %.3f, alpha %.3f",
                    domain, recipe, step, steps, classLoss, domainLoss, alpha);
            publishProgress(AdaptationStage.TRAINING, step, steps, classLoss, domainLoss, alpha);
        }
    }

    @Override
    public void onCandidateStarted(String recipe) {
        trace.ifPresent(whole -> whole.startSpan("train", recipe));
    }

    @Override
    public void onCandidateTrained(String recipe) {
        trace.ifPresent(whole -> whole.startSpan("judge", recipe));
    }

    private void publishProgress(
            AdaptationStage stage, int step, int steps, double classLoss, double domainLoss, double alpha) {
        lastReportedAt = clock.instant();
        listener.accept(new AdaptationProgress(
                adaptationId, domain, stage, step, steps, alpha, classLoss, domainLoss, lastReportedAt));
    }
}
