package io.realign.client;

import io.realign.model.ModelRelease;
import io.realign.model.Succession;
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
    private static final int MOST_DOUBLINGS = 6;

    private final ModelLoader loader;
    private final Duration retryAfter;
    private final Consumer<Loading> done;
    private final Map<String, ModelRelease> newest = new ConcurrentHashMap<>();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final ScheduledExecutorService thread;

    /**
     * What loading has cost so far.
     *
     * @param attempts how often a release was fetched, verified and warmed up, or found to be unusable on the way
     * @param time how long that took
     */
    public record Effort(long attempts, Duration time) {}

    /**
     * Starts the thread.
     *
     * @param loader does the work
     * @param retryAfter how long after the first passing failure the next attempt begins
     * @param done hears what came of each release, on the loading thread; what it throws is a bug and is logged
     */
    public BackgroundLoader(ModelLoader loader, Duration retryAfter, Consumer<Loading> done) {
        this.loader = loader;
        this.retryAfter = retryAfter;
        this.done = done;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
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
        Succession succession = Succession.of(known, release);
        if (succession == Succession.NEWER) {
            newest.put(release.domain(), release);
            if (known != null && known.id().equals(release.id())) {
                thread.execute(() -> tell(new Loading.Stepped(release)));
            } else {
                long loaded = known == null ? 0 : known.version();
                release.remaining()
                        .filter(before -> before.version() > loaded)
                        .ifPresent(before -> thread.execute(() -> attempt(before, 0)));
                thread.execute(() -> attempt(release, 0));
            }
        } else if (succession == Succession.OLDER) {
            thread.execute(() -> tell(loader.older(release, known)));
        }
    }

    /** Takes for loaded what its user has loaded otherwise; called by the thread that submits. */
    public void holds(ModelRelease release) {
        newest.put(release.domain(), release);
    }

    /** What loading has cost so far. */
    public Effort effort() {
        return new Effort(attempts.sum(), Duration.ofNanos(nanos.sum()));
    }

    /** Gives up what is being loaded; nothing is told any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.error("the loading of a model has not stopped within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(ModelRelease release, int failures) {
        ModelRelease current = newest.get(release.domain());
        boolean same = current.id().equals(release.id());
        if (!same && !current.remaining().equals(Optional.of(release))) {
            return;
        }
        Loading loading = load(same ? current : release);
        if (thread.isShutdown()) {
            loading.discard();
            return;
        }
        boolean passing = loading instanceof Failed failed && failed.passing();
        if (passing) {
            long pause = retryAfter.toMillis() << Math.min(failures, MOST_DOUBLINGS);
            var unused = thread.schedule(() -> attempt(release, failures + 1), pause, TimeUnit.MILLISECONDS);
        }
        if (failures == 0 || !passing) {
            tell(loading);
        }
    }

    private void tell(Loading loading) {
        try {
            done.accept(loading);
        } catch (RuntimeException e) {
            LOG.error("nobody took note of release {}", loading.release().name(), e);
            loading.discard();
        }
    }

    /** What nobody foresaw must not end the thread, and a missing native library is no exception. */
    private Loading load(ModelRelease release) {
        long begin = System.nanoTime();
        try {
            return loader.load(release);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("release {} could not be loaded", release.name(), e);
            return loader.failed(release, e.toString(), false);
        } finally {
            attempts.increment();
            nanos.add(System.nanoTime() - begin);
        }
    }
}
