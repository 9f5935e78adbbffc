package io.realign.adapter.control;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.budget.AdaptationBudget;
import io.realign.adaptation.gate.Evaluation;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.adaptation.AdaptationReporter;
import io.realign.adapter.control.adaptation.AdaptationReporterFactory;
import io.realign.adapter.control.adaptation.AdaptationRun;
import io.realign.adapter.control.adaptation.AdaptationStage;
import io.realign.adapter.control.adaptation.CandidateTrainer;
import io.realign.adapter.control.adaptation.NonRetryableAdaptationException;
import io.realign.adapter.control.adaptation.TrainingDataLoader;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.control.release.ReleasePublisher;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.TrainingCurveStore;
import io.realign.adapter.tracing.AdaptationTrace;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.alert.DriftAlert;
import io.realign.learning.portfolio.CandidateEvaluation;
import io.realign.learning.portfolio.SelectionResult;
import io.realign.learning.portfolio.ServingModel;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.replay.LostEventsException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Brings every alert to one outcome. An alert may come again at any time, after a crash at any point: what has been
 * published already is found in the topics, and only what is missing is done.
 *
 * @param seed the configured seed
 * @param dryRun whether candidates are judged and not released
 * @param budget what adapting may cost
 * @param cpuNanos the processor time of the thread that asks
 * @param stopping whether the program is being stopped
 */
public record AdaptationProcessor(
        ModelRegistry registry,
        TrainingDataLoader trainingData,
        CandidateTrainer candidateTrainer,
        ArtifactStore store,
        ReleasePublisher releasePublisher,
        KafkaPublisher publisher,
        long seed,
        boolean dryRun,
        AdaptationBudget budget,
        LongSupplier cpuNanos,
        AdaptationReporterFactory reporters,
        AdaptationTracing tracing,
        InstantSource clock,
        BooleanSupplier stopping) {
    private static final Logger LOG = Logger.getLogger(AdaptationProcessor.class);

    /**
     * Why a domain has to wait for its turn, as a sentence; empty if it has not.
     *
     * @param domain as of the newest records that have been read
     */
    public Optional<String> deferralReason(String domain) {
        ReleaseHistory history = registry.history();
        // What a rollout ends with is not known before it has ended, so nothing can be made to follow it.
        return history.newestRelease(domain)
                .filter(newest -> !newest.traffic().complete())
                .map(newest ->
                        newest.displayName() + " is being rolled out, and what will serve after that is not known yet")
                .or(() ->
                        budget.cooldownReason(domain, history.adaptations(), history::wasRolledBack, clock.instant()));
    }

    /**
     * The outcome of an alert, published.
     *
     * @param later an alert of the same domain that has come since
     * @throws KafkaException if the broker does not answer; the alert has no outcome then
     * @throws AdaptationInterruptedException if the program is being stopped; the alert has no outcome then
     */
    public AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> later) {
        String id = AdaptationRecord.id(alert);
        ReleaseHistory history = registry.refresh(ModelRegistry.BROKER_TIMEOUT);
        Optional<AdaptationRecord> ended = history.adaptation(id);
        if (ended.isPresent()) {
            LOG.infof("%s: alert %s came again, its adaptation %s is done", alert.domain(), alert.id(), id);
            return ended.get();
        }
        try (AdaptationTrace trace = tracing.startAdaptation(alert)) {
            AdaptationRecord record = history.releaseOf(id)
                    .map(release -> AdaptationRun.released(release, release.createdAt()))
                    .orElseGet(() -> decide(newRun(id, alert, history), later, history, trace));
            trace.startSpan("record");
            publisher.publish(record);
            trace.recordOutcome(record);
            registry.refresh(ModelRegistry.BROKER_TIMEOUT);
            return record;
        }
    }

    private AdaptationRun newRun(String id, DriftAlert alert, ReleaseHistory history) {
        ModelRelease parent = history.newestRelease(alert.domain())
                .orElseThrow(() -> new IllegalStateException("no adaptation can begin before version 1 is there"));
        return new AdaptationRun(id, alert, parent, AdaptationRun.seed(seed, id), clock.instant());
    }

    private AdaptationRecord decide(
            AdaptationRun episode, Optional<DriftAlert> later, ReleaseHistory history, AdaptationTrace trace) {
        AdaptationReporter course = reporters.forRun(episode, trace);
        Optional<String> objection = later.map(alert ->
                        "the domain has moved on: alert %s came at %s".formatted(alert.id(), alert.confirmedAt()))
                .or(() -> budget.cpuLimitReason(history.adaptations(), episode.startedAt()));
        if (objection.isPresent()) {
            course.enterStage(AdaptationStage.SKIPPED, objection.get());
            return episode.skipped(objection.get(), clock.instant());
        }
        long before = cpuNanos.getAsLong();
        return runGuarded(episode, course, trace).withCpuTime(Duration.ofNanos(cpuNanos.getAsLong() - before));
    }

    private AdaptationRecord runGuarded(AdaptationRun episode, AdaptationReporter course, AdaptationTrace trace) {
        try {
            return adapt(episode, course, trace);
        } catch (KafkaException | AdaptationInterruptedException e) {
            throw e;
        } catch (NonRetryableAdaptationException | LostEventsException e) {
            return recordFailure(episode, course, e.getMessage());
        } catch (IOException | RuntimeException e) {
            if (stopping.getAsBoolean()) {
                throw new AdaptationInterruptedException(e);
            }
            LOG.errorf(e, "%s: adaptation %s failed", episode.alert().domain(), episode.id());
            return recordFailure(episode, course, "the adaptation broke off, see the log of the adapter service: " + e);
        }
    }

    private AdaptationRecord adapt(AdaptationRun episode, AdaptationReporter course, AdaptationTrace trace)
            throws NonRetryableAdaptationException, LostEventsException, IOException {
        course.enterStage(
                AdaptationStage.REPLAYING,
                "alert %s, from %s"
                        .formatted(episode.alert().id(), episode.parent().displayName()));
        trace.startSpan("fetch");
        TrainingDataLoader.LoadedDataset drawn = trainingData.load(episode.alert(), registry.history());
        ServingModel incumbent = loadParent(episode.parent());
        SelectionResult choice = candidateTrainer.train(incumbent, drawn.dataset(), episode.seed(), course);
        new TrainingCurveStore(store).save(episode.id(), course.curves());
        Evaluation evaluation =
                choice.evaluation(drawn.dataset().eventIds(), episode.parent().labels());
        if (choice.selected().isEmpty()) {
            AdaptationRecord record = episode.rejected(choice, drawn.trainingDigests(), clock.instant())
                    .withEvaluation(evaluation);
            course.enterStage(AdaptationStage.REJECTED, record.reason());
            return record;
        }
        if (dryRun) {
            AdaptationRecord record = episode.withheld(choice, drawn.trainingDigests(), clock.instant())
                    .withEvaluation(evaluation);
            course.enterStage(AdaptationStage.WITHHELD, record.reason());
            return record;
        }
        trace.startSpan("publish");
        ModelRelease release = release(episode, choice.selected().get(), drawn);
        course.enterStage(AdaptationStage.RELEASED, release.displayName());
        return AdaptationRun.released(release, episode.startedAt()).withEvaluation(evaluation);
    }

    /** No rollout of the domain takes a step meanwhile. */
    private ModelRelease release(
            AdaptationRun episode, CandidateEvaluation chosen, TrainingDataLoader.LoadedDataset drawn)
            throws NonRetryableAdaptationException, IOException {
        synchronized (registry) {
            ModelRelease newest = registry.refresh(ModelRegistry.BROKER_TIMEOUT)
                    .newestRelease(episode.alert().domain())
                    .orElseThrow();
            if (!newest.id().equals(episode.parent().id())) {
                throw new NonRetryableAdaptationException(
                        "expected %s to be live still, which the candidate continues, got %s"
                                .formatted(episode.parent().displayName(), newest.displayName()));
            }
            return releasePublisher.publishCandidate(episode, chosen, drawn, clock.instant());
        }
    }

    private AdaptationRecord recordFailure(AdaptationRun episode, AdaptationReporter course, String reason) {
        course.enterStage(AdaptationStage.FAILED, reason);
        return episode.failed(reason, clock.instant());
    }

    private ServingModel loadParent(ModelRelease release) throws NonRetryableAdaptationException, IOException {
        return new ServingModel(
                artifactBytes(release, Kind.INFERENCE), artifactBytes(release, Kind.TRAINING_CHECKPOINT));
    }

    private byte[] artifactBytes(ModelRelease release, Kind kind) throws NonRetryableAdaptationException, IOException {
        Artifact artifact = release.artifact(kind);
        return store.read(artifact)
                .orElseThrow(() -> new NonRetryableAdaptationException(
                        "expected the %s artifact %s of release %s in %s, it is not there; bring the directory back"
                                .formatted(kind, artifact.sha256(), release.displayName(), store)));
    }
}
