package io.realign.adapter.control;

import io.realign.adaptation.budget.QueuedAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Waiting alerts, and the worker thread that processes one after the other. */
final class AlertQueue {
    /** A few kilobytes each. Further alerts stay in their topic. */
    static final int CAPACITY = 1000;

    /** Interval at which the selection is repeated while no alert is eligible. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** Training checks for an interruption at every step. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule;
    private final AlertHandler handler;
    private final List<PendingAlert> entries = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "adaptation-worker");

    private record PendingAlert(QueuedAlert alert, Runnable acknowledge) {}

    /** Processes an alert. */
    interface AlertHandler {
        /**
         * Processes an alert to its outcome.
         *
         * @param others alerts that are still waiting
         */
        void handle(QueuedAlert alert, List<QueuedAlert> others);
    }

    /**
     * @param selectionRule selects one of the waiting alerts, or none for now; called without a lock, repeatedly
     * @param onFailure receives an exception of the rule or the handler; the queue stops then, without acknowledging the alert
     */
    AlertQueue(
            Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule,
            AlertHandler handler,
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
     * @param acknowledge called after the alert was processed
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

    private void run() {
        try {
            while (true) {
                PendingAlert next = take();
                handler.handle(next.alert(), waiting());
                next.acknowledge().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only this thread removes entries, so a selected alert is still there. */
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

    /** Returns early after a spurious wake-up, which only repeats the selection. */
    @SuppressWarnings("WaitNotInLoop")
    private synchronized void awaitChange(int knownSize) throws InterruptedException {
        if (entries.size() == knownSize) {
            wait(POLL_INTERVAL.toMillis());
        }
    }
}
