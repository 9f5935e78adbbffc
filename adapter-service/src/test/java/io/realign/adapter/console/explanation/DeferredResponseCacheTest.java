package io.realign.adapter.console.explanation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.Eventually;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeferredResponseCacheTest {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final AtomicInteger computed = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final DeferredResponseCache cache = new DeferredResponseCache(new ObjectMapper(), () -> now);

    @AfterEach
    void close() {
        cache.close();
    }

    private Response request(String key, Callable<?> work) {
        try {
            return cache.getOrCompute(key, MAX_AGE, () -> work);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private String ready(String key, Callable<?> work) {
        return Eventually.get(key, () -> {
            Response response = request(key, work);
            return response.getStatus() == 202 ? null : new String((byte[]) response.getEntity(), UTF_8);
        });
    }

    @Test
    void response_isComputedOnce_untilItExpires() {
        assertThat(request("a", computed::incrementAndGet).getStatus()).isEqualTo(202);
        assertThat(ready("a", computed::incrementAndGet)).isEqualTo("1");
        assertThat(ready("a", computed::incrementAndGet)).isEqualTo("1");
        assertThat(ready("b", computed::incrementAndGet)).isEqualTo("2");

        now = now.plus(MAX_AGE).plusMillis(1);

        assertThat(ready("a", computed::incrementAndGet)).isEqualTo("3");
    }

    @Test
    void responses_areComputedOneAtATime_andTheQueueIsBounded() {
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        Callable<Integer> slow = () -> {
            int concurrent = running.incrementAndGet();
            hold.await();
            running.decrementAndGet();
            return concurrent;
        };
        int waiting = 0;
        Response response = request("0", slow);
        while (response.getStatus() == 202) {
            waiting++;
            response = request(Integer.toString(waiting), slow);
        }

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("1");
        hold.countDown();
        for (int i = 0; i < waiting; i++) {
            assertThat(ready(Integer.toString(i), slow)).isEqualTo("1");
        }
    }

    @Test
    void failure_isReportedOnce_andTheNextRequestComputesAgain() {
        Callable<?> broken = () -> {
            throw new IllegalArgumentException("broken");
        };

        assertThatThrownBy(() -> ready("a", broken))
                .hasMessage("computation of a failed")
                .hasRootCauseMessage("broken");
        assertThat(ready("a", computed::incrementAndGet)).isEqualTo("1");
    }
}
