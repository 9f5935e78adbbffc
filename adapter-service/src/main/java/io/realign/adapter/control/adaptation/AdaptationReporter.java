package io.realign.adapter.control.adaptation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adapter.tracing.AdaptationTrace;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.training.TrainingListener;
import io.realign.model.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Reports the progress of an adaptation, or of the training of the base model, to the log, a listener and the trace. */
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
     * @param adaptationId adaptation id; empty for the base model
     * @param listener runs on the training thread, so it must not block
     * @param trace empty for the base model
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

    /** Creates a reporter for the training of the base model, which has no adaptation id and no trace. */
    public static AdaptationReporter forBaseModel(InstantSource clock, Consumer<AdaptationProgress> listener) {
        String noAdaptation = "";
        return new AdaptationReporter(noAdaptation, ModelRelease.SHARED, clock, listener, Optional.empty());
    }

    /** Training curves of the candidates, in training order. */
    public List<TrainingCurve> curves() {
        return List.copyOf(curves.values());
    }

    public void enterStage(AdaptationStage stage, String detail) {
        LOG.infof("%s: %s, %s", domain, stage, detail);
        lastReportedAt = clock.instant();
        listener.accept(new AdaptationProgress(adaptationId, domain, stage, lastReportedAt));
    }

    /** Enters the final stage, which has the name of the outcome. */
    public void complete(AdaptationRecord record) {
        boolean released = record.outcome() == Outcome.RELEASED;
        enterStage(
                AdaptationStage.valueOf(record.outcome().name()),
                released ? "version " + record.version() : record.reason());
    }

    /** @throws AdaptationInterruptedException if the service is shutting down */
    @Override
    public void onStep(String recipe, int step, int steps, Losses losses, double alpha) {
        if (Thread.interrupted()) {
            throw new AdaptationInterruptedException(null);
        }
        curves.computeIfAbsent(recipe, TrainingCurve::of).add(step, steps, losses, alpha);
        if (step == steps || Duration.between(lastReportedAt, clock.instant()).compareTo(REPORT_INTERVAL) >= 0) {
            lastReportedAt = clock.instant();
            LOG.infof(
                    "%s: %s, step %d of %d, class loss %.3f, domain loss %.3f, alpha %.3f",
                    domain, recipe, step, steps, losses.of(LossTerm.CLASS), losses.of(LossTerm.DOMAIN), alpha);
        }
    }

    @Override
    public void onCandidateTrainingStarted(String recipe) {
        trace.ifPresent(spans -> spans.startSpan("train", recipe));
    }

    @Override
    public void onCandidateTrained(String recipe) {
        trace.ifPresent(spans -> spans.startSpan("evaluate", recipe));
    }
}
