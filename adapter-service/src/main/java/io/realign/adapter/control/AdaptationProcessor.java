package io.realign.adapter.control;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.budget.AdaptationBudget;
import io.realign.adaptation.gate.Evaluation;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.adaptation.AdaptationProgress;
import io.realign.adapter.control.adaptation.AdaptationReporter;
import io.realign.adapter.control.adaptation.AdaptationRun;
import io.realign.adapter.control.adaptation.AdaptationStage;
import io.realign.adapter.control.adaptation.NonRetryableAdaptationException;
import io.realign.adapter.control.adaptation.TrainingDataLoader;
import io.realign.adapter.control.adaptation.TrainingDataLoader.LoadedDataset;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.control.release.ReleasePublisher;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.TrainingCurveStore;
import io.realign.adapter.tracing.AdaptationTrace;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.alert.DriftAlert;
import io.realign.learning.selection.AdaptationDataset;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.CandidateSelector;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.selection.ServingModel;
import io.realign.learning.training.TrainingSources;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.replay.UnreadableEventsException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Processes alerts. Every alert gets one outcome, even if it is delivered again after a crash: the processor skips the steps whose
 * results are already in the topics.
 */
@Singleton
public class AdaptationProcessor implements AlertHandler {
    private static final Logger LOG = Logger.getLogger(AdaptationProcessor.class);

    /** Far above the CPU time that candidates for tabular data need. */
    private static final Duration CPU_BUDGET_PER_ADAPTATION = Duration.ofMinutes(5);

    private final ModelRegistry registry;
    private final TrainingDataLoader trainingData;
    private final CandidateSelector candidateSelector;
    private final ArtifactStore store;
    private final TrainingCurveStore curves;
    private final ReleasePublisher releasePublisher;
    private final KafkaPublisher publisher;
    private final long configuredSeed;
    private final boolean dryRun;
    private final AdaptationBudget budget;
    private final CpuClock cpuClock;
    private final Consumer<AdaptationProgress> progress;
    private final AdaptationTracing tracing;
    private final InstantSource clock;
    private final ShutdownSignal shutdown;

    /** CPU time of the calling thread. */
    @FunctionalInterface
    public interface CpuClock {
        long nanos();
    }

    /** Whether the JVM is shutting down. Native libraries may then be unloaded, so a failure is not the outcome of an adaptation. */
    @FunctionalInterface
    public interface ShutdownSignal {
        boolean inProgress();
    }

    /** @param dryRun whether accepted candidates are not released */
    public AdaptationProcessor(
            ModelRegistry registry,
            TrainingDataLoader trainingData,
            CandidateSelector candidateSelector,
            ArtifactStore store,
            ReleasePublisher releasePublisher,
            KafkaPublisher publisher,
            @ConfigProperty(name = "realign.seed") long seed,
            @ConfigProperty(name = "realign.dry-run") boolean dryRun,
            AdaptationBudget budget,
            CpuClock cpuClock,
            Consumer<AdaptationProgress> progress,
            AdaptationTracing tracing,
            InstantSource clock,
            ShutdownSignal shutdown) {
        this.registry = registry;
        this.trainingData = trainingData;
        this.candidateSelector = candidateSelector;
        this.store = store;
        this.curves = new TrainingCurveStore(store);
        this.releasePublisher = releasePublisher;
        this.publisher = publisher;
        this.configuredSeed = seed;
        this.dryRun = dryRun;
        this.budget = budget;
        this.cpuClock = cpuClock;
        this.progress = progress;
        this.tracing = tracing;
        this.clock = clock;
        this.shutdown = shutdown;
    }

    /** Uses the state of the registry at its latest refresh. */
    @Override
    public Optional<String> deferralReason(String domain) {
        ReleaseHistory history = registry.releaseHistory();
        // The parent of the next candidate depends on the outcome of the rollout.
        return history.newestRelease(domain)
                .filter(newest -> !newest.traffic().complete())
                .map(newest -> "rollout of " + newest.displayName() + " is not complete")
                .or(() ->
                        budget.cooldownReason(domain, history.adaptations(), history::wasRolledBack, clock.instant()));
    }

    @Override
    public AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> superseding) {
        String id = AdaptationRecord.id(alert);
        ReleaseHistory history = registry.refresh(ModelRegistry.BROKER_TIMEOUT);
        Optional<AdaptationRecord> processed = history.adaptation(id);
        if (processed.isPresent()) {
            LOG.infof("%s: alert %s was delivered again; adaptation %s is complete", alert.domain(), alert.id(), id);
            return processed.get();
        }
        try (AdaptationTrace trace = tracing.startAdaptation(alert)) {
            AdaptationRecord record = history.releaseOf(id)
                    .map(release -> AdaptationRun.released(release, release.createdAt()))
                    .orElseGet(() -> skipOrAdapt(newRun(id, alert, history), superseding, history, trace));
            trace.startSpan("record");
            publisher.publish(record);
            trace.recordOutcome(record);
            registry.refresh(ModelRegistry.BROKER_TIMEOUT);
            return record;
        }
    }

    private AdaptationRun newRun(String id, DriftAlert alert, ReleaseHistory history) {
        ModelRelease parent = history.newestRelease(alert.domain())
                .orElseThrow(() -> new IllegalStateException("expected a base model before any adaptation, got none"));
        return new AdaptationRun(id, alert, parent, AdaptationRun.seed(configuredSeed, id), clock.instant());
    }

    private AdaptationRecord skipOrAdapt(
            AdaptationRun run, Optional<DriftAlert> superseding, ReleaseHistory history, AdaptationTrace trace) {
        AdaptationReporter reporter =
                new AdaptationReporter(run.id(), run.alert().domain(), clock, progress, Optional.of(trace));
        Optional<String> skipReason = superseding
                .map(alert -> "superseded by alert %s, confirmed at %s"
                        .formatted(alert.id(), alert.times().confirmedAt()))
                .or(() -> budget.cpuLimitReason(history.adaptations(), run.startedAt()));
        long cpuBefore = cpuClock.nanos();
        AdaptationRecord record = skipReason.isPresent()
                ? run.withoutCandidate(Outcome.SKIPPED, skipReason.get(), clock.instant())
                : adaptOrRecordFailure(run, reporter, trace)
                        .withCpuTime(Duration.ofNanos(cpuClock.nanos() - cpuBefore));
        reporter.complete(record);
        return record;
    }

    private AdaptationRecord adaptOrRecordFailure(
            AdaptationRun run, AdaptationReporter reporter, AdaptationTrace trace) {
        try {
            return adapt(run, reporter, trace);
        } catch (KafkaException | AdaptationInterruptedException e) {
            throw e;
        } catch (NonRetryableAdaptationException | UnreadableEventsException e) {
            return run.withoutCandidate(Outcome.FAILED, e.getMessage(), clock.instant());
        } catch (IOException | RuntimeException e) {
            if (shutdown.inProgress()) {
                throw new AdaptationInterruptedException(e);
            }
            LOG.errorf(e, "%s: adaptation %s failed", run.alert().domain(), run.id());
            String reason = "the adaptation failed, see the log of the adapter service: " + e;
            return run.withoutCandidate(Outcome.FAILED, reason, clock.instant());
        }
    }

    private AdaptationRecord adapt(AdaptationRun run, AdaptationReporter reporter, AdaptationTrace trace)
            throws NonRetryableAdaptationException, UnreadableEventsException, IOException {
        reporter.enterStage(
                AdaptationStage.REPLAYING,
                "alert %s, from %s".formatted(run.alert().id(), run.parent().displayName()));
        trace.startSpan("replay");
        LoadedDataset loaded = trainingData.load(run.alert(), registry.releaseHistory());
        SelectionResult selection = train(loadParent(run.parent()), loaded.dataset(), run.seed(), reporter);
        curves.save(run.id(), reporter.curves());
        Evaluation evaluation = selection.evaluation(
                loaded.dataset().eventIds(), run.parent().model().labels());
        if (selection.selected().isEmpty()) {
            return run.rejected(selection, loaded.trainingDigests(), clock.instant())
                    .withEvaluation(evaluation);
        }
        if (dryRun) {
            return run.withheld(selection, loaded.trainingDigests(), clock.instant())
                    .withEvaluation(evaluation);
        }
        trace.startSpan("publish");
        ModelRelease release = release(run, selection.selected().get(), loaded);
        return AdaptationRun.released(release, run.startedAt()).withEvaluation(evaluation);
    }

    /** The same parent, dataset and seed give the same artifact bytes unless the CPU budget is exhausted. */
    private SelectionResult train(
            ServingModel parent, AdaptationDataset dataset, long seed, AdaptationReporter reporter) {
        reporter.enterStage(
                AdaptationStage.TRAINING,
                "%d source rows, %d target rows, seed %d"
                        .formatted(dataset.source().size(), dataset.target().length, seed));
        SelectionResult selection = candidateSelector.select(
                parent,
                TrainingSources.of(dataset.source()),
                dataset.holdOut(),
                dataset.target(),
                dataset.probe(),
                seed,
                CPU_BUDGET_PER_ADAPTATION.toNanos(),
                reporter);
        reporter.enterStage(
                AdaptationStage.EVALUATING,
                "%d candidates, %d hold-out rows, %s"
                        .formatted(
                                selection.candidates().size(),
                                dataset.holdOut().size(),
                                selection
                                        .selected()
                                        .map(candidate -> candidate.recipe().name() + " selected")
                                        .orElse("none selected")));
        return selection;
    }

    /** Uploads the artifacts before it acquires the lock. */
    private ModelRelease release(AdaptationRun run, CandidateEvaluation selected, LoadedDataset loaded)
            throws NonRetryableAdaptationException, IOException {
        List<Artifact> artifacts = releasePublisher.upload(selected.candidate());
        String domain = run.alert().domain();
        Lock lock = registry.publishLock(domain);
        lock.lock();
        try {
            ModelRelease newest = registry.refresh(ModelRegistry.BROKER_TIMEOUT)
                    .newestRelease(domain)
                    .orElseThrow();
            if (!newest.id().equals(run.parent().id())) {
                throw new NonRetryableAdaptationException("candidate is based on %s, but %s is serving now"
                        .formatted(run.parent().displayName(), newest.displayName()));
            }
            return releasePublisher.publishCandidate(run, selected, artifacts, loaded, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private ServingModel loadParent(ModelRelease release) throws NonRetryableAdaptationException, IOException {
        return new ServingModel(
                artifactBytes(release, Kind.INFERENCE), artifactBytes(release, Kind.TRAINING_CHECKPOINT));
    }

    private byte[] artifactBytes(ModelRelease release, Kind kind) throws NonRetryableAdaptationException, IOException {
        Artifact artifact = release.artifact(kind);
        return store.read(artifact)
                .orElseThrow(() -> new NonRetryableAdaptationException(
                        "expected the %s artifact %s of release %s in %s, but it is missing; restore it from a backup"
                                .formatted(kind, artifact.sha256(), release.displayName(), store)));
    }
}
