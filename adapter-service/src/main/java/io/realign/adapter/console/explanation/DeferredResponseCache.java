package io.realign.adapter.console.explanation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.api.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Computes slow responses on demand, one at a time on a single thread, and caches their bytes. */
@Singleton
public final class DeferredResponseCache implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeferredResponseCache.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    /** Small, because each queued computation holds its input rows in memory. */
    private static final int QUEUE_CAPACITY = 8;

    /** An entry takes about 10 kB. */
    private static final int CACHE_CAPACITY = 64;

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final ObjectMapper json;
    private final InstantSource clock;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_CAPACITY), DeferredResponseCache::daemonThread);
    private final Map<String, CacheEntry> entries = new LinkedHashMap<>();

    public DeferredResponseCache(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    private record CacheEntry(Future<byte[]> body, Instant requestedAt) {}

    interface ComputationFactory {
        /** Reads the inputs on the calling thread. The returned task computes the response on the thread of the cache. */
        Callable<?> prepare() throws ExplanationUnavailableException, IOException;
    }

    /**
     * Body of the response while the computation is queued or running.
     *
     * @param detail state of the computation, as a sentence
     */
    public record Pending(String detail) {}

    /**
     * The cached response, or status 202 while it is computed.
     *
     * @param maxAge age, from the first request, at which the response is computed again
     * @throws ExplanationUnavailableException if an input is missing
     */
    Response getOrCompute(String key, Duration maxAge, ComputationFactory computation)
            throws ExplanationUnavailableException, IOException {
        Optional<Response> cached = cached(key, maxAge);
        return cached.isPresent() ? cached.get() : submit(key, computation.prepare());
    }

    private synchronized Optional<Response> cached(String key, Duration maxAge) {
        CacheEntry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.body().isDone()) {
            return Optional.of(pending());
        }
        if (entry.requestedAt().plus(maxAge).isBefore(clock.instant())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(
                Response.ok(body(key, entry), MediaType.APPLICATION_JSON_TYPE).build());
    }

    private byte[] body(String key, CacheEntry entry) {
        try {
            return entry.body().get();
        } catch (ExecutionException e) {
            entries.remove(key);
            throw new IllegalStateException("computation of " + key + " failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted although the computation is done", e);
        }
    }

    private synchronized Response submit(String key, Callable<?> work) {
        if (entries.containsKey(key)) {
            return pending();
        }
        try {
            entries.put(key, new CacheEntry(executor.submit(() -> compute(key, work)), clock.instant()));
        } catch (RejectedExecutionException e) {
            LOG.debugf(e, "%s was rejected: the queue is full", key);
            return Response.fromResponse(Problem.response(
                            Response.Status.SERVICE_UNAVAILABLE,
                            "Busy",
                            "%d computations are queued, which is the maximum; retry later".formatted(QUEUE_CAPACITY)))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        if (entries.size() > CACHE_CAPACITY) {
            entries.remove(entries.keySet().iterator().next());
        }
        return pending();
    }

    private byte[] compute(String key, Callable<?> work) throws Exception {
        long startedAt = System.nanoTime();
        byte[] body = json.writeValueAsBytes(work.call());
        LOG.infof(
                "computed %s: %d bytes in %d ms",
                key, body.length, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt));
        return body;
    }

    private static Response pending() {
        return Response.accepted(new Pending("the response is being computed; retry later"))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work, "explanations");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    @PreDestroy
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("a computation is still running; its result is discarded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
