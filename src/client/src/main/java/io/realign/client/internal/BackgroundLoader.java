package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads releases on one thread of its own, so that no event waits for it. A release whose bytes could not be had is tried
 * again, after pauses that double, until it succeeds or a newer one of its domain comes; its failure is told once.
 */
public final class BackgroundLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoader.class);
    private static final int MAX_DOUBLINGS = 6;

    private final ModelLoader loader;
    private final Duration initialBackoff;
    private final Consumer<LoadResult> resultListener;
    private final Map<String, ModelRelease> newest = new ConcurrentHashMap<>();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final ScheduledExecutorService executor;

    /**
     * What loading has cost so far.
     *
     * @param attempts how often a release was fetched, verified and warmed up, or found to be unusable on the way
     * @param totalTime how long that took
     */
    public record LoadStatistics(long attempts, Duration totalTime) {}

    /**
     * Starts the thread.
     *
     * @param loader does the work
     * @param retryAfter how long after the first passing failure the next attempt begins
     * @param done hears what came of each release, on the loading thread; what it throws is a bug and is logged
     */
    public BackgroundLoader(ModelLoader loader, Duration retryAfter, Consumer<LoadResult> done) {
        this.loader = loader;
        this.initialBackoff = retryAfter;
        this.resultListener = done;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "model-loader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns at once; called by one thread. A release that is older than those before it in its domain is refused, and the
     * same one again is passed over. What is to score the rest of the events is loaded first, where it has not been.
     */
    public void submit(ModelRelease release) {
        ModelRelease known = newest.get(release.domain());
        ReleaseOrder succession = ReleaseOrder.of(known, release);
        if (succession == ReleaseOrder.NEWER) {
            newest.put(release.domain(), release);
            if (known != null && known.id().equals(release.id())) {
                executor.execute(() -> publish(new LoadResult.StepAnnounced(release)));
            } else {
                long loaded = known == null ? 0 : known.version();
                release.remainderRelease()
                        .filter(before -> before.version() > loaded)
                        .ifPresent(before -> executor.execute(() -> attempt(before, 0)));
                executor.execute(() -> attempt(release, 0));
            }
        } else if (succession == ReleaseOrder.OLDER) {
            executor.execute(() -> publish(loader.outOfOrder(release, known)));
        }
    }

    /** Takes for loaded what its user has loaded otherwise; called by the thread that submits. */
    public void markLoaded(ModelRelease release) {
        newest.put(release.domain(), release);
    }

    /** What loading has cost so far. */
    public LoadStatistics loadStatistics() {
        return new LoadStatistics(attempts.sum(), Duration.ofNanos(loadNanos.sum()));
    }

    /** Gives up what is being loaded; nothing is told any more. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.error("the loading of a model has not stopped within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(ModelRelease release, int failures) {
        ModelRelease current = newest.get(release.domain());
        boolean same = current.id().equals(release.id());
        if (!same && !current.remainderRelease().equals(Optional.of(release))) {
            return;
        }
        LoadResult loading = load(same ? current : release);
        if (executor.isShutdown()) {
            loading.discard();
            return;
        }
        boolean passing = loading instanceof LoadFailure failed && failed.retriable();
        if (passing) {
            long pause = initialBackoff.toMillis() << Math.min(failures, MAX_DOUBLINGS);
            var unused = executor.schedule(() -> attempt(release, failures + 1), pause, TimeUnit.MILLISECONDS);
        }
        if (failures == 0 || !passing) {
            publish(loading);
        }
    }

    private void publish(LoadResult loading) {
        try {
            resultListener.accept(loading);
        } catch (RuntimeException e) {
            LOG.error("nobody took note of release {}", loading.release().displayName(), e);
            loading.discard();
        }
    }

    /** What nobody foresaw must not end the thread, and a missing native library is no exception. */
    private LoadResult load(ModelRelease release) {
        long begin = System.nanoTime();
        try {
            return loader.load(release);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("release {} could not be loaded", release.displayName(), e);
            return loader.failure(release, e.toString(), false);
        } finally {
            attempts.increment();
            loadNanos.add(System.nanoTime() - begin);
        }
    }
}
