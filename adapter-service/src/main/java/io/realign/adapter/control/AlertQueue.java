package io.realign.adapter.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
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
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Queue of waiting alerts, with the worker thread that processes them one at a time. */
final class AlertQueue {
    /** Limits the memory: an alert has a few kilobytes. Further alerts stay in their topic. */
    static final int CAPACITY = 1000;

    private static final Logger LOG = Logger.getLogger(AlertQueue.class);

    /** Interval at which the selection is repeated while no alert is eligible. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** Long enough for a training step, after which training checks for an interruption. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule;
    private final BiConsumer<ReceivedAlert, List<QueuedAlert>> handler;
    private final List<ReceivedAlert> entries = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "adaptation-worker");

    /**
     * @param selectionRule selects one of the waiting alerts, or none for now; called repeatedly, without a lock. If it throws an
     *     exception, the first waiting alert is selected.
     * @param handler processes an alert; its second argument holds the alerts that are still waiting. It handles all failures
     *     except an interruption, which ends the worker.
     */
    AlertQueue(
            Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule,
            BiConsumer<ReceivedAlert, List<QueuedAlert>> handler) {
        this.selectionRule = selectionRule;
        this.handler = handler;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Interrupts the processing of the current alert and waits up to ten seconds for the worker to stop. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void add(ReceivedAlert alert) {
        entries.add(alert);
        notifyAll();
    }

    synchronized boolean isFull() {
        return entries.size() >= CAPACITY;
    }

    /** Removes all waiting alerts. The processing of the current alert continues. */
    synchronized void clear() {
        entries.clear();
    }

    synchronized List<QueuedAlert> waiting() {
        return entries.stream().map(ReceivedAlert::queued).toList();
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
                process(take());
            }
        } catch (InterruptedException | InterruptException | AdaptationInterruptedException e) {
            LOG.debug("stopped; the current alert will be delivered again", e);
        }
    }

    private void process(ReceivedAlert alert) {
        try {
            handler.accept(alert, waiting());
        } catch (InterruptException | AdaptationInterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("an alert has no outcome; it is delivered again to the next leader", e);
        }
    }

    private ReceivedAlert take() throws InterruptedException {
        while (true) {
            List<QueuedAlert> waiting = waiting();
            Optional<ReceivedAlert> selected =
                    waiting.isEmpty() ? Optional.empty() : select(waiting).flatMap(this::remove);
            if (selected.isPresent()) {
                return selected.get();
            }
            awaitChange(waiting.size());
        }
    }

    private Optional<QueuedAlert> select(List<QueuedAlert> waiting) {
        try {
            return selectionRule.apply(waiting);
        } catch (RuntimeException e) {
            LOG.error("cannot select an alert by priority; processing the alert that was received first", e);
            return Optional.of(waiting.get(0));
        }
    }

    /** Empty if the queue was cleared after the selection. */
    private synchronized Optional<ReceivedAlert> remove(QueuedAlert alert) {
        Optional<ReceivedAlert> removed =
                entries.stream().filter(entry -> entry.queued().equals(alert)).findFirst();
        removed.ifPresent(entries::remove);
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
