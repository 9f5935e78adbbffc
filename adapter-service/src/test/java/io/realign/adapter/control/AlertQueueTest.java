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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AlertQueueTest {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch processingAllowed = new CountDownLatch(1);
    private volatile double minimumScore = 1;
    private final AlertQueue queue = new AlertQueue(this::highestScore, this::process);

    @AfterEach
    void stop() {
        queue.stop();
    }

    @Test
    void alerts_areProcessedOneAtATime_inTheOrderOfTheRule() throws Exception {
        queue.start();
        add("first", 1);
        await("first started");
        add("near", 2);
        add("far", 3);

        processingAllowed.countDown();
        await("near finished");

        assertThat(events)
                .containsExactly(
                        "first started",
                        "first finished",
                        "far started",
                        "far finished",
                        "near started",
                        "near finished");
    }

    @Test
    void deferredAlert_isProcessed_onceTheRuleSelectsIt() throws Exception {
        processingAllowed.countDown();
        minimumScore = 5;
        add("waits", 2);
        queue.start();
        add("passes", 6);
        await("passes finished");
        assertThat(queue.waiting())
                .extracting(waiting -> waiting.alert().domain())
                .containsExactly("waits");

        minimumScore = 1;
        await("waits finished");
    }

    @Test
    void failedRule_doesNotStopTheQueue() throws Exception {
        processingAllowed.countDown();
        minimumScore = Double.NaN;
        queue.start();
        add("first", 1);
        add("second", 9);

        await("second finished");
        assertThat(events).containsExactly("first started", "first finished", "second started", "second finished");
    }

    @Test
    void failedHandler_doesNotStopTheQueue() {
        processingAllowed.countDown();
        queue.start();
        add("broken", 9);
        await("broken finished");
        add("next", 1);

        await("next finished");
    }

    @Test
    void queue_isFull_atItsCapacity() {
        for (int i = 0; i < AlertQueue.CAPACITY - 1; i++) {
            add("domain-" + i, 1);
        }
        assertThat(queue.isFull()).isFalse();

        add("last", 1);

        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void clearedQueue_processesOnlyLaterAlerts() {
        processingAllowed.countDown();
        add("revoked", 9);
        queue.clear();
        add("later", 1);
        queue.start();

        await("later finished");
        assertThat(events).containsExactly("later started", "later finished");
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
                this::process);
        slow.add(alert("first", 1));
        slow.start();
        selecting.await();

        slow.add(alert("second", 1));

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

    private void await(String event) {
        Eventually.get(event, () -> events.contains(event) ? events : null);
    }

    private void add(String domain, double score) {
        queue.add(alert(domain, score));
    }

    private Optional<QueuedAlert> highestScore(List<QueuedAlert> waiting) {
        if (Double.isNaN(minimumScore)) {
            throw new IllegalStateException("the rule failed");
        }
        return waiting.stream()
                .filter(queued -> queued.alert().statistic().score() >= minimumScore)
                .max(Comparator.comparingDouble(
                        queued -> queued.alert().statistic().score()));
    }

    private void process(ReceivedAlert alert, List<QueuedAlert> others) {
        String name = alert.queued().alert().domain();
        events.add(name + " started");
        try {
            processingAllowed.await();
        } catch (InterruptedException e) {
            throw new AdaptationInterruptedException(e);
        }
        events.add(name + " finished");
        if (name.equals("broken")) {
            throw new IllegalStateException("the handler failed");
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

    private static ReceivedAlert alert(String domain, double score) {
        DriftAlert alert = new AlertBuilder(domain, 1)
                .id(domain)
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START)
                .score(score)
                .window(1, List.of())
                .build();
        return new ReceivedAlert(
                new QueuedAlert(alert, Instant.EPOCH),
                new ConsumerRecord<>("drift.alerts", 0, 0, new byte[0], new byte[0]));
    }
}
