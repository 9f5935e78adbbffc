package io.realign.adapter.control.release;

import io.quarkus.runtime.ShutdownEvent;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.adaptation.AdaptationProgress;
import io.realign.adapter.control.adaptation.AdaptationReporter;
import io.realign.adapter.control.adaptation.AdaptationStage;
import io.realign.adapter.control.event.SourceCollector;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.NotLeaderException;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.selection.SourceOnlyTraining;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.Trainer;
import io.realign.model.ModelRelease;
import io.realign.replay.EventSlice;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.SourceData;
import io.realign.replay.UnreadableEventsException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Trains the base model, which is version 1 of the domain {@code *}, on a background thread unless it exists. Only the leader trains
 * it. A failed attempt is repeated: it succeeds once the cause of the failure is removed, or more source events have arrived.
 */
@Singleton
public class BaseModelTraining {
    private static final Logger LOG = Logger.getLogger(BaseModelTraining.class);
    private static final String COMPONENT = "base-model";
    private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

    private final ModelRegistry registry;
    private final SourceCollector sourceCollector;
    private final OffsetRangeReader eventReader;
    private final EventContract contract;
    private final EventSnapshotStore snapshots;
    private final SourceOnlyTraining training;
    private final ReleasePublisher releasePublisher;
    private final long seed;
    private final Consumer<AdaptationProgress> progress;
    private final InstantSource clock;
    private final Instance instance;
    private final Duration retryDelay;
    private final CountDownLatch available = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "base-model-training");

    @Inject
    BaseModelTraining(
            ModelRegistry registry,
            SourceCollector sourceCollector,
            OffsetRangeReader eventReader,
            EventContract contract,
            EventSnapshotStore snapshots,
            Trainer trainer,
            ReleasePublisher releasePublisher,
            @ConfigProperty(name = "realign.seed") long seed,
            Consumer<AdaptationProgress> progress,
            InstantSource clock,
            Instance instance) {
        this(
                registry,
                sourceCollector,
                eventReader,
                contract,
                snapshots,
                trainer,
                releasePublisher,
                seed,
                progress,
                clock,
                instance,
                RETRY_DELAY);
    }

    /** @param retryDelay time between a failed attempt and the next one */
    public BaseModelTraining(
            ModelRegistry registry,
            SourceCollector sourceCollector,
            OffsetRangeReader eventReader,
            EventContract contract,
            EventSnapshotStore snapshots,
            Trainer trainer,
            ReleasePublisher releasePublisher,
            long seed,
            Consumer<AdaptationProgress> progress,
            InstantSource clock,
            Instance instance,
            Duration retryDelay) {
        this.registry = registry;
        this.sourceCollector = sourceCollector;
        this.eventReader = eventReader;
        this.contract = contract;
        this.snapshots = snapshots;
        this.training = new SourceOnlyTraining(trainer);
        this.releasePublisher = releasePublisher;
        this.seed = seed;
        this.progress = progress;
        this.clock = clock;
        this.instance = instance;
        this.retryDelay = retryDelay;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Blocks until the base model is available. */
    public void awaitBaseModel() {
        try {
            available.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void onStop(@Observes ShutdownEvent stop) {
        thread.interrupt();
    }

    private void run() {
        try {
            while (available.getCount() > 0) {
                instance.awaitLeadership();
                if (!attempt()) {
                    Thread.sleep(retryDelay.toMillis());
                }
            }
        } catch (InterruptedException | AdaptationInterruptedException | InterruptException e) {
            LOG.info("interrupted before the base model was trained");
        }
    }

    /** Returns whether the base model is available. */
    private boolean attempt() {
        try {
            LOG.infof("base model %s is available", trainIfAbsent().id());
            instance.clearProblem(COMPONENT);
            available.countDown();
            return true;
        } catch (AdaptationInterruptedException | InterruptException e) {
            throw e;
        } catch (NotLeaderException e) {
            LOG.infof("the base model is left to the leader: %s", e.getMessage());
        } catch (IOException | UnreadableEventsException | RuntimeException | OutOfMemoryError e) {
            instance.reportProblem(COMPONENT, "the base model cannot be trained: " + e.getMessage());
            LOG.errorf(e, "cannot train the base model, retrying in %s", retryDelay);
        }
        return false;
    }

    /**
     * Returns the base model; trains and publishes it first if it does not exist.
     *
     * @throws IllegalArgumentException if the source is not suitable for training
     */
    public ModelRelease trainIfAbsent() throws IOException, UnreadableEventsException {
        Optional<ModelRelease> existing = existingBaseModel();
        if (existing.isPresent()) {
            return existing.get();
        }
        List<OffsetRange> ranges = sourceCollector.await();
        // A release stores its creation time in milliseconds. Later reads of the source validate event times against
        // it.
        Instant createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SourceData source = SourceData.read(eventReader, ranges, contract, createdAt);
        snapshots.save(source);
        AdaptationReporter reporter = AdaptationReporter.forBaseModel(clock, progress);
        reporter.enterStage(AdaptationStage.TRAINING, "source events of " + ranges + ", seed " + seed);
        TrainedModel baseModel = training.train(
                EventSlice.events(source.training()), contract.featureCount(), contract.labels(), seed, reporter);
        // Another process may have published a base model during the training.
        Optional<ModelRelease> published = existingBaseModel();
        if (published.isPresent()) {
            return published.get();
        }
        Instant sourceCutoff = createdAt.plus(contract.maxClockSkew());
        ModelRelease release = releasePublisher.publishBaseModel(baseModel, source, seed, createdAt, sourceCutoff);
        registry.refresh(ModelRegistry.BROKER_TIMEOUT);
        reporter.enterStage(AdaptationStage.RELEASED, release.displayName());
        return release;
    }

    private Optional<ModelRelease> existingBaseModel() {
        return registry.refresh(ModelRegistry.BROKER_TIMEOUT).newestRelease(ModelRelease.SHARED);
    }
}
