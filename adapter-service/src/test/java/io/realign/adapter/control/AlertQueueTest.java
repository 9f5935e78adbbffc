package io.realign.adapter.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.Eventually;
import io.realign.adapter.SensorEvents;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.alert.DriftAlert;
import io.realign.testing.AlertBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AlertQueueTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch work = new CountDownLatch(1);
    private final List<Throwable> broken = Collections.synchronizedList(new ArrayList<>());
    private volatile double least = 1;
    private final AlertQueue queue = new AlertQueue(this::highestScore, this::work, broken::add);

    @AfterEach
    void stop() {
        queue.stop();
    }

    @Test
    void alerts_areProcessedOneAtATime_inTheOrderOfTheRule() throws Exception {
        queue.start();
        add("first", 1);
        await("first begins");
        add("near", 2);
        add("far", 3);

        work.countDown();
        await("near ends");

        assertThat(done)
                .containsExactly("first begins", "first ends", "far begins", "far ends", "near begins", "near ends");
    }

    @Test
    void deferredAlert_isProcessed_onceTheRuleSelectsIt() throws Exception {
        work.countDown();
        least = 5;
        add("waits", 2);
        queue.start();
        add("passes", 6);
        await("passes ends");
        assertThat(queue.waiting())
                .extracting(waiting -> waiting.alert().domain())
                .containsExactly("waits");

        least = 1;
        await("waits ends");
    }

    @Test
    void alert_isAcknowledgedAfterItsOutcome() throws Exception {
        queue.start();
        add("first", 1);
        await("first begins");
        assertThat(read).isEmpty();

        work.countDown();
        Eventually.get("the first to be read", () -> read.contains("first") ? read : null);
    }

    @Test
    void failedAlert_stopsTheQueueAndIsNotAcknowledged() throws Exception {
        work.countDown();
        add("broken", 9);
        add("next", 1);
        queue.start();
        Eventually.get("the end", () -> broken.isEmpty() ? null : broken);

        assertThat(broken).singleElement().satisfies(e -> assertThat(e).hasMessage("the broker is away"));
        assertThat(read).isEmpty();
        assertThat(done).containsExactly("broken begins", "broken ends");
    }

    @Test
    void failedRule_isReported() throws Exception {
        least = Double.NaN;
        queue.start();
        add("any", 1);

        Eventually.get("the end", () -> broken.isEmpty() ? null : broken);
        assertThat(broken).singleElement().satisfies(e -> assertThat(e).hasMessage("no rule"));
    }

    @Test
    void fullQueue_blocksUntilAnAlertIsProcessed() throws Exception {
        for (int i = 0; i < AlertQueue.CAPACITY; i++) {
            add("domain-" + i, 1);
        }
        Thread late = new Thread(() -> {
            try {
                add("late", 1);
                done.add("late is in");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        late.start();
        Eventually.get("the late one to wait", () -> late.getState() == Thread.State.WAITING ? late : null);
        assertThat(queue.waiting()).hasSize(AlertQueue.CAPACITY);

        queue.start();
        await("late is in");
        work.countDown();
    }

    @Test
    void selection_doesNotBlockTheQueue() throws Exception {
        CountDownLatch selecting = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        AlertQueue slow = new AlertQueue(
                waiting -> {
                    selecting.countDown();
                    awaitUninterruptibly(added);
                    return Optional.empty();
                },
                this::work,
                broken::add);
        slow.add(alert("first", 1), () -> {});
        slow.start();
        selecting.await();

        slow.add(alert("second", 1), () -> {});

        assertThat(slow.waiting()).hasSize(2);
        added.countDown();
        slow.stop();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(String what) {
        Eventually.get(what, () -> done.contains(what) ? done : null);
    }

    private void add(String domain, double score) throws InterruptedException {
        queue.add(alert(domain, score), () -> read.add(domain));
    }

    private Optional<QueuedAlert> highestScore(List<QueuedAlert> waiting) {
        if (Double.isNaN(least)) {
            throw new IllegalStateException("no rule");
        }
        return waiting.stream()
                .filter(one -> one.alert().statistic().score() >= least)
                .max(Comparator.comparingDouble(one -> one.alert().statistic().score()));
    }

    private void work(QueuedAlert alert, List<QueuedAlert> others) {
        String name = alert.alert().domain();
        done.add(name + " begins");
        try {
            work.await();
        } catch (InterruptedException e) {
            throw new AdaptationInterruptedException(e);
        }
        done.add(name + " ends");
        if (name.equals("broken")) {
            throw new IllegalStateException("the broker is away");
        }
    }

    @Test
    void metrics_reportWaitingAlertsAndTheOldestAge() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        queue.bindTo(registry, () -> Instant.EPOCH.plusSeconds(90));
        double none =
                registry.get("realign.alert.oldest.waiting.age").timeGauge().value(TimeUnit.SECONDS);
        add("one", 1);
        add("other", 2);

        assertThat(none).isZero();
        assertThat(registry.get("realign.alert.waiting").gauge().value()).isEqualTo(2);
        assertThat(registry.get("realign.alert.oldest.waiting.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(90);
    }

    private static QueuedAlert alert(String domain, double score) {
        DriftAlert alert = new AlertBuilder(domain, 1)
                .id(domain)
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START)
                .score(score)
                .window(1, List.of())
                .build();
        return new QueuedAlert(alert, Instant.EPOCH);
    }
}
