package io.realign.client.internal;

import io.realign.client.internal.DomainModels.Health;
import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the order of announced releases, loads them in the background, and activates them in the {@link ServingModels}.
 *
 * <p>One thread submits releases. {@link #applyLoaded} activates loaded models. A loading thread passes it to the executor after each
 * load; it may also be called directly.
 */
public final class ReleaseFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFollower.class);

    private static final RetryPolicy LOAD_RETRIES =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(64), Integer.MAX_VALUE);

    private final ModelLoader loader;
    private final InstantSource clock;
    private final Function<ModelRelease, Optional<String>> incompatibility;
    private final Executor executor;
    private final Consumer<ActivationResult> listener;
    private final ServingModels models = new ServingModels();
    private final Queue<LoadResult> loadResults = new ConcurrentLinkedQueue<>();
    private final BackgroundLoader backgroundLoader;

    /**
     * Starts the loading threads.
     *
     * @param incompatibility returns the reason why a release must not be loaded; empty if it may be loaded
     * @param executor runs {@link #applyLoaded} after each load
     * @param listener receives the result of each submitted release: a rejection on the submitting thread, a failure on an event
     *     on the scoring thread, any other result on the thread that calls {@link #applyLoaded}
     */
    public ReleaseFollower(
            ModelLoader loader,
            InstantSource clock,
            Function<ModelRelease, Optional<String>> incompatibility,
            Executor executor,
            Consumer<ActivationResult> listener) {
        this.loader = loader;
        this.clock = clock;
        this.incompatibility = incompatibility;
        this.executor = executor;
        this.listener = listener;
        this.backgroundLoader = new BackgroundLoader(loader, LOAD_RETRIES, this::enqueue);
    }

    /**
     * Submits a release without waiting for it to be loaded. Rejects an incompatible release, an expired release, and a release
     * whose version is lower than that of the newest submitted one of its domain or too far above it. Ignores a release that was
     * submitted before.
     *
     * @return whether the release is {@link ReleaseOrder#NEWER} than the newest submitted release of its domain
     */
    public boolean submit(ModelRelease release) {
        return submit(release, false);
    }

    /** Submits a release that has served in this consumer before. It is loaded even if it has expired. */
    public boolean submitServed(ModelRelease release) {
        warnIfExpired(release);
        return submit(release, true);
    }

    private boolean submit(ModelRelease release, boolean hasServed) {
        Optional<String> mismatch = incompatibility.apply(release);
        if (mismatch.isPresent()) {
            listener.accept(loader.permanentFailure(release, mismatch.get()));
            return false;
        }
        ModelRelease known = backgroundLoader.newestSubmitted(release.domain());
        ReleaseOrder order = backgroundLoader.submit(release, hasServed);
        // A rollback is announced under a new version.
        if (order == ReleaseOrder.OLDER) {
            reject(release, "expected a version above " + known.version());
        } else if (order == ReleaseOrder.TOO_HIGH) {
            reject(release, "expected a version up to " + (known.version() + ReleaseOrder.MAX_VERSION_GAP));
        }
        return order == ReleaseOrder.NEWER;
    }

    private void reject(ModelRelease release, String expectation) {
        String reason = "rejected: %s, got %d".formatted(expectation, release.version());
        listener.accept(loader.permanentFailure(release, reason));
    }

    /**
     * Loads and activates a release that has served in this consumer before, or that the caller has checked. It is loaded even if
     * it has expired. Runs on the calling thread, which must be the submitting thread. The listener is not called.
     */
    public ActivationResult loadNow(ModelRelease release) {
        warnIfExpired(release);
        ActivationResult result = models.apply(loader.loadAccepted(release), clock.instant());
        // apply returns a load failure unchanged.
        if (!(result instanceof LoadFailure)) {
            backgroundLoader.markLoaded(release);
        }
        return result;
    }

    /** Activates all loaded models; those of a domain in the order in which they were loaded. */
    public synchronized void applyLoaded() {
        for (LoadResult result = loadResults.poll(); result != null; result = loadResults.poll()) {
            listener.accept(models.apply(result, clock.instant()));
        }
    }

    /**
     * Scores an event; empty if there is neither a model of its domain nor the base model. If the newest release of the domain
     * fails on an event that another model scores, the failure is reported to the listener on this thread, and the previous
     * release scores the events of the domain from now on. The base model scores them until the previous release is
     * loaded. Called by any thread.
     */
    public Optional<ScoringOutcome> score(FeatureEvent event) {
        try {
            return models.score(event).map(Function.identity());
        } catch (ModelRunException e) {
            return Optional.of(scoreAfterFailure(event, e));
        }
    }

    private ScoringOutcome scoreAfterFailure(FeatureEvent event, ModelRunException failure) {
        ServingModels.FallbackResult fallback = models.scoreAfterFailure(event, failure.release());
        fallback.changedHealth().ifPresent(health -> {
            LOG.warn("a model failed on event {} of the domain '{}'", event.id(), event.domain(), failure);
            backgroundLoader.loadFallback(failure.release());
            if (health == Health.FAILED) {
                listener.accept(loader.permanentFailure(failure.release(), failure.getMessage()));
            }
        });
        return fallback.prediction()
                .<ScoringOutcome>map(prediction -> new ScoringResult(prediction, Optional.empty()))
                .orElseGet(() -> new ScoringOutcome.NotScored(failure.getMessage()));
    }

    public ServingModels models() {
        return models;
    }

    /** Number of domains, the base model included, whose serving release has expired. */
    public int expiredReleases() {
        return models.expiredReleases(clock.instant());
    }

    public BackgroundLoader.LoadStatistics loadStatistics() {
        return backgroundLoader.loadStatistics();
    }

    @Override
    public void close() {
        backgroundLoader.close();
        loadResults.forEach(LoadResult::discard);
        models.close();
    }

    private void warnIfExpired(ModelRelease release) {
        if (release.isExpiredAt(clock.instant())) {
            LOG.warn(
                    "{} expired at {}; it keeps serving, since it was valid when this program accepted it. The adapter"
                            + " service must renew it: check that the service runs",
                    release.displayName(),
                    release.expiresAt());
        }
    }

    private void enqueue(LoadResult result) {
        loadResults.add(result);
        executor.execute(this::applyLoaded);
    }
}
