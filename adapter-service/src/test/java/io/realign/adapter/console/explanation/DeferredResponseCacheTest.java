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
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final AtomicInteger made = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final DeferredResponseCache desk = new DeferredResponseCache(new ObjectMapper(), () -> now);

    @AfterEach
    void close() {
        desk.close();
    }

    private Response ask(String key, Callable<?> work) {
        try {
            return desk.getOrCompute(key, FRESH, () -> work);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private String ready(String key, Callable<?> work) {
        return Eventually.get(key, () -> {
            Response answer = ask(key, work);
            return answer.getStatus() == 202 ? null : new String((byte[]) answer.getEntity(), UTF_8);
        });
    }

    @Test
    void answer_isMadeOnce_untilItIsOld() {
        assertThat(ask("a", made::incrementAndGet).getStatus()).isEqualTo(202);
        assertThat(ready("a", made::incrementAndGet)).isEqualTo("1");
        assertThat(ready("a", made::incrementAndGet)).isEqualTo("1");
        assertThat(ready("b", made::incrementAndGet)).isEqualTo("2");

        now = now.plus(FRESH).plusMillis(1);

        assertThat(ready("a", made::incrementAndGet)).isEqualTo("3");
    }

    @Test
    void answers_areMadeOneAtATime_andOnlySoManyAreWaitedFor() {
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger atWork = new AtomicInteger();
        Callable<Integer> slow = () -> {
            int together = atWork.incrementAndGet();
            hold.await();
            atWork.decrementAndGet();
            return together;
        };
        int waiting = 0;
        Response answer = ask("0", slow);
        while (answer.getStatus() == 202) {
            waiting++;
            answer = ask(Integer.toString(waiting), slow);
        }

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("1");
        hold.countDown();
        for (int i = 0; i < waiting; i++) {
            assertThat(ready(Integer.toString(i), slow)).isEqualTo("1");
        }
    }

    @Test
    void failure_isToldOnce_andWhoeverAsksAgainGetsAnotherTry() {
        Callable<?> broken = () -> {
            throw new IllegalArgumentException("no luck");
        };

        assertThatThrownBy(() -> ready("a", broken))
                .hasMessage("a could not be worked out")
                .hasRootCauseMessage("no luck");
        assertThat(ready("a", made::incrementAndGet)).isEqualTo("1");
    }
}
