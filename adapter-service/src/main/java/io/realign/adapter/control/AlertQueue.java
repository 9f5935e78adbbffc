package io.realign.adapter.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.realign.adaptation.budget.QueuedAlert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;

/** Queue of waiting alerts, with the worker thread that processes them one at a time. */
final class AlertQueue {
    /** Alerts of a few kilobytes each. Further alerts stay in their topic. */
    static final int CAPACITY = 1000;

    /** Interval at which the selection is repeated while no alert is eligible. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** Long enough for a training step, after which training checks for an interruption. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule;
    private final BiConsumer<QueuedAlert, List<QueuedAlert>> handler;
    private final List<PendingAlert> entries = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "adaptation-worker");

    private record PendingAlert(QueuedAlert alert, Runnable acknowledge) {}

    /**
     * @param selectionRule selects one of the waiting alerts, or none for now; called repeatedly, without a lock
     * @param handler processes an alert to its outcome; its second argument holds the alerts that are still waiting
     * @param onFailure receives an exception of the rule or the handler, which ends the worker; the alert is not acknowledged
     */
    AlertQueue(
            Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule,
            BiConsumer<QueuedAlert, List<QueuedAlert>> handler,
            Consumer<Throwable> onFailure) {
        this.selectionRule = selectionRule;
        this.handler = handler;
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((worker, e) -> onFailure.accept(e));
    }

    void start() {
        thread.start();
    }

    /** Interrupts the current alert and waits up to ten seconds for the worker to stop. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Adds an alert; blocks while the queue is full.
     *
     * @param acknowledge called after the alert is processed
     */
    synchronized void add(QueuedAlert alert, Runnable acknowledge) throws InterruptedException {
        while (entries.size() >= CAPACITY) {
            wait();
        }
        entries.add(new PendingAlert(alert, acknowledge));
        notifyAll();
    }

    synchronized List<QueuedAlert> waiting() {
        return entries.stream().map(PendingAlert::alert).toList();
    }

    /** Registers gauges of the waiting alerts. */
    void bindTo(MeterRegistry meters, InstantSource clock) {
        Gauge.builder("realign.alert.waiting", () -> waiting().size())
                .description("Alerts waiting for an adaptation")
                .register(meters);
        TimeGauge.builder(
                        "realign.alert.oldest.waiting.age",
                        () -> oldestWaitingAge(clock.instant()).toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("Waiting time of the oldest waiting alert, 0 if none waits")
                .register(meters);
    }

    private Duration oldestWaitingAge(Instant now) {
        return waiting().stream()
                .map(alert -> Duration.between(alert.queuedAt(), now))
                .reduce(Duration.ZERO, BinaryOperator.maxBy(Comparator.naturalOrder()));
    }

    private void run() {
        try {
            while (true) {
                PendingAlert next = take();
                handler.accept(next.alert(), waiting());
                next.acknowledge().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only this thread removes entries, so a selected alert is still in the queue. */
    private PendingAlert take() throws InterruptedException {
        while (true) {
            List<QueuedAlert> waiting = waiting();
            Optional<QueuedAlert> selected = waiting.isEmpty() ? Optional.empty() : selectionRule.apply(waiting);
            if (selected.isPresent()) {
                return remove(selected.get());
            }
            awaitChange(waiting.size());
        }
    }

    private synchronized PendingAlert remove(QueuedAlert alert) {
        PendingAlert removed = entries.stream()
                .filter(entry -> entry.alert().equals(alert))
                .findFirst()
                .orElseThrow();
        entries.remove(removed);
        notifyAll();
        return removed;
    }

    /** May return early after a spurious wake-up, which only repeats the selection. */
    @SuppressWarnings("WaitNotInLoop")
    private synchronized void awaitChange(int knownSize) throws InterruptedException {
        if (entries.size() == knownSize) {
            wait(POLL_INTERVAL.toMillis());
        }
    }
}
