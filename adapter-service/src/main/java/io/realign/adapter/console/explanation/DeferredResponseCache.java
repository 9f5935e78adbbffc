package io.realign.adapter.console.explanation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.api.Problem;
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

/**
 * Answers that take seconds. Each is worked out when somebody asks, one at a time on a thread of its own, and kept for whoever
 * asks again: the same bytes.
 */
public final class DeferredResponseCache implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DeferredResponseCache.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    /** Each holds the rows that it is worked out from. */
    private static final int QUEUE_CAPACITY = 8;

    /** Some ten kilobytes each. */
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

    /** What is asked. */
    interface Computation {
        /**
         * What works out the answer. All that may be missing is gathered before, while the asker waits.
         *
         * @throws ExplanationUnavailableException if there is none
         */
        Callable<?> prepare() throws ExplanationUnavailableException, IOException;
    }

    /**
     * Said while an answer is being worked out.
     *
     * @param detail what to do
     */
    public record Pending(String detail) {}

    /**
     * The answer, or a word that it is being worked out.
     *
     * @param key which question
     * @param fresh how long after it was asked for an answer is one still
     */
    Response getOrCompute(String key, Duration fresh, Computation question)
            throws ExplanationUnavailableException, IOException {
        Optional<Response> known = cached(key, fresh);
        return known.isPresent() ? known.get() : submit(key, question.prepare());
    }

    private synchronized Optional<Response> cached(String key, Duration fresh) {
        CacheEntry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.body().isDone()) {
            return Optional.of(pending());
        }
        if (entry.requestedAt().plus(fresh).isBefore(clock.instant())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(Response.ok(getOrCompute(key, entry), MediaType.APPLICATION_JSON_TYPE)
                .build());
    }

    private byte[] getOrCompute(String key, CacheEntry entry) {
        try {
            return entry.body().get();
        } catch (ExecutionException e) {
            entries.remove(key);
            throw new IllegalStateException(key + " could not be worked out", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("an answer that is there is not waited for", e);
        }
    }

    private synchronized Response submit(String key, Callable<?> work) {
        if (entries.containsKey(key)) {
            return pending();
        }
        try {
            entries.put(key, new CacheEntry(executor.submit(() -> compute(key, work)), clock.instant()));
        } catch (RejectedExecutionException e) {
            LOG.debugf(e, "%s has to be asked for again", key);
            return Response.fromResponse(Problem.response(
                            Response.Status.SERVICE_UNAVAILABLE,
                            "Busy",
                            "%d answers are waited for, which is as many as there may be; ask again"
                                    .formatted(QUEUE_CAPACITY)))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        entries.keySet().stream()
                .findFirst()
                .filter(oldest -> entries.size() > CACHE_CAPACITY)
                .ifPresent(entries::remove);
        return pending();
    }

    private byte[] compute(String key, Callable<?> work) throws Exception {
        long begun = System.nanoTime();
        byte[] answer = json.writeValueAsBytes(work.call());
        LOG.infof(
                "%s: %d bytes in %d ms", key, answer.length, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return answer;
    }

    private static Response pending() {
        return Response.accepted(new Pending("it is being worked out; ask again"))
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
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("an answer is still being worked out; nobody will hear it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
