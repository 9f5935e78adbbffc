package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads releases on background threads. The releases of a domain are loaded one after the other, so a slow download delays only its
 * own domain. After a retriable failure, the loader retries with backoff until the release is loaded or a newer release of its domain
 * is submitted. It publishes only the first failure.
 *
 * <p>A release that has expired when it is submitted is rejected, unless it has served before. Expiry after submission has no
 * effect. A rejected release is loaded when it is submitted with a renewed signature.
 */
public final class BackgroundLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoader.class);

    private static final int NO_FAILURES = 0;

    /** Each thread may hold the bytes of a model while it loads it. */
    private static final int THREADS = 4;

    private final ModelLoader loader;
    private final RetryPolicy retries;
    private final Consumer<LoadResult> resultListener;
    private final Map<String, ModelRelease> newestSubmitted = new ConcurrentHashMap<>();

    /** By domain, the newest submitted release that was not rejected. It cancels the loads of older releases. */
    private final Map<String, ModelRelease> newestAccepted = new ConcurrentHashMap<>();

    /** Previous releases that are loaded because the newest release of their domain has failed on an event. */
    private final Set<String> fallbackIds = ConcurrentHashMap.newKeySet();

    /** By domain, the load that was submitted last. */
    private final Map<String, CompletableFuture<Void>> lastLoads = new ConcurrentHashMap<>();

    private final LongAdder attempts = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final ScheduledExecutorService executor;

    /** Number and total time of all load attempts, including failed ones. */
    public record LoadStatistics(long attempts, Duration totalTime) {}

    /** @param resultListener receives results on a loading thread, sequentially for each domain; its exceptions are logged */
    BackgroundLoader(ModelLoader loader, RetryPolicy retries, Consumer<LoadResult> resultListener) {
        this.loader = loader;
        this.retries = retries;
        this.resultListener = resultListener;
        this.executor = Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "model-loader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Newest submitted release of a domain; null if there is none. */
    ModelRelease newestSubmitted(String domain) {
        return newestSubmitted.get(domain);
    }

    /**
     * Submits a release without blocking. Only a newer release has an effect. During a rollout, the previous release is loaded
     * first. Called by one thread.
     *
     * @param hasServed whether the release has served in this consumer before, so that it is loaded even if it has expired
     */
    ReleaseOrder submit(ModelRelease release, boolean hasServed) {
        ModelRelease known = newestSubmitted(release.domain());
        ReleaseOrder order = ReleaseOrder.of(known, release);
        if (order != ReleaseOrder.NEWER) {
            return order;
        }
        newestSubmitted.put(release.domain(), release);
        boolean wasRejected = known != null && !isAccepted(known);
        if (known != null && known.id().equals(release.id()) && !wasRejected) {
            newestAccepted.put(release.domain(), release);
            execute(release, () -> publish(new LoadResult.RecordUpdated(release)));
            return order;
        }
        Optional<LoadFailure> rejection = hasServed ? Optional.empty() : loader.rejectionIfExpired(release);
        if (rejection.isPresent()) {
            execute(release, () -> publish(rejection.get()));
        } else {
            newestAccepted.put(release.domain(), release);
            long loadedVersion = known == null || wasRejected ? 0 : known.version();
            release.previousReleaseInRollout()
                    .filter(previous -> previous.version() > loadedVersion)
                    .ifPresent(previous -> execute(previous, () -> attempt(previous, NO_FAILURES)));
            execute(release, () -> attempt(release, NO_FAILURES));
        }
        return order;
    }

    private boolean isAccepted(ModelRelease release) {
        ModelRelease accepted = newestAccepted.get(release.domain());
        return accepted != null && accepted.id().equals(release.id());
    }

    /**
     * Loads the previous release after the newest release has failed on an event, if both belong to the same domain. Load failures
     * are logged, not published, since only the status of the newest release is relevant. Called by any thread.
     */
    void loadFallback(ModelRelease failed) {
        failed.previousAsRelease()
                .filter(previous -> previous.domain().equals(failed.domain()))
                .filter(previous -> fallbackIds.add(previous.id()))
                .ifPresent(previous -> execute(previous, () -> attempt(previous, NO_FAILURES)));
    }

    /** Runs a task after the earlier tasks of its domain, whether they succeed or not. */
    private void execute(ModelRelease release, Runnable task) {
        lastLoads.compute(
                release.domain(),
                (domain, last) -> (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                        .handleAsync(
                                (done, failure) -> {
                                    task.run();
                                    return null;
                                },
                                executor));
    }

    /** Registers a release that was loaded without this loader. Called by the submitting thread. */
    void markLoaded(ModelRelease release) {
        newestSubmitted.put(release.domain(), release);
        newestAccepted.put(release.domain(), release);
    }

    LoadStatistics loadStatistics() {
        return new LoadStatistics(attempts.sum(), Duration.ofNanos(loadNanos.sum()));
    }

    /** Cancels pending loads. After this method returns, no results are published. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.error("model loader did not stop within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Loads the release unless a newer one has replaced it, and schedules the next attempt after a retriable failure. */
    private void attempt(ModelRelease release, int failures) {
        ModelRelease newestRelease = newestAccepted.get(release.domain());
        boolean isFallback = fallbackIds.contains(release.id())
                && newestRelease.previousAsRelease().map(ModelRelease::id).equals(Optional.of(release.id()));
        // The newest record may be at a later step or have a later expiry than the one that was submitted.
        Optional<ModelRelease> current = Stream.concat(
                        Stream.of(newestRelease), newestRelease.previousReleaseInRollout().stream())
                .filter(loadable -> loadable.id().equals(release.id()))
                .findFirst()
                .or(() -> isFallback ? Optional.of(release) : Optional.empty());
        if (current.isEmpty()) {
            fallbackIds.remove(release.id());
            return;
        }
        LoadResult result = load(current.get());
        if (executor.isShutdown()) {
            result.discard();
            return;
        }
        boolean retrying = result instanceof LoadFailure failure && failure.retriable();
        if (retrying) {
            long backoff = retries.backoff(failures + 1).toMillis();
            var unused = executor.schedule(
                    () -> execute(release, () -> attempt(release, failures + 1)), backoff, TimeUnit.MILLISECONDS);
        }
        if (isFallback && result instanceof LoadFailure failure) {
            LOG.warn("cannot load the previous release: {}", failure);
        } else if (failures == NO_FAILURES || !retrying) {
            publish(result);
        }
    }

    private void publish(LoadResult result) {
        try {
            resultListener.accept(result);
        } catch (RuntimeException e) {
            LOG.error(
                    "failed to process the load result of release {}",
                    result.release().displayName(),
                    e);
            result.discard();
        }
    }

    /** Catches unexpected exceptions and errors of missing native libraries, which would end the thread. */
    private LoadResult load(ModelRelease release) {
        long start = System.nanoTime();
        try {
            return loader.loadAccepted(release);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("failed to load release {}", release.displayName(), e);
            return loader.permanentFailure(release, e.toString());
        } finally {
            attempts.increment();
            loadNanos.add(System.nanoTime() - start);
        }
    }
}
