package io.realign.adapter.control;

import io.realign.adaptation.budget.QueuedAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Alerts that wait, and the one thread that takes up one after the other. */
final class AlertQueue {
    /** A few kilobytes each. Those that come after so many stay in their topic until there is room. */
    static final int CAPACITY = 1000;

    /** How often the rule is asked again while it lets nobody through. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** A training notices the interruption at its next step. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final Function<List<QueuedAlert>, Optional<QueuedAlert>> selectionRule;
    private final AlertHandler handler;
    private final List<PendingAlert> entries = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "adaptations");

    private record PendingAlert(QueuedAlert alert, Runnable acknowledge) {}

    /** What is done for an alert. */
    interface AlertHandler {
        /**
         * Brings it to its outcome.
         *
         * @param others those that wait besides
         */
        void handle(QueuedAlert alert, List<QueuedAlert> others);
    }

    /**
     * Nothing is taken up before {@link #start}.
     *
     * @param rule chooses one of those that wait, or none for now; asked again and again
     * @param broken hears what the rule or the work has thrown; nothing is taken up after that, and the alert is not read
     */
    AlertQueue(Function<List<QueuedAlert>, Optional<QueuedAlert>> rule, AlertHandler work, Consumer<Throwable> broken) {
        this.selectionRule = rule;
        this.handler = work;
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((worker, e) -> broken.accept(e));
    }

    void start() {
        thread.start();
    }

    /** Nothing is taken up any more; what is being done is interrupted, and waited for a little. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(SHUTDOWN_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns as soon as there is room.
     *
     * @param read done when the alert has its outcome
     */
    synchronized void add(QueuedAlert alert, Runnable read) throws InterruptedException {
        while (entries.size() >= CAPACITY) {
            wait();
        }
        entries.add(new PendingAlert(alert, read));
        notifyAll();
    }

    /** Those that wait now. */
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

    private synchronized PendingAlert take() throws InterruptedException {
        while (true) {
            Optional<PendingAlert> next = entries.isEmpty()
                    ? Optional.empty()
                    : selectionRule.apply(waiting()).flatMap(this::entry);
            if (next.isPresent()) {
                entries.remove(next.get());
                notifyAll();
                return next.get();
            }
            wait(POLL_INTERVAL.toMillis());
        }
    }

    private Optional<PendingAlert> entry(QueuedAlert alert) {
        return entries.stream().filter(entry -> entry.alert().equals(alert)).findFirst();
    }
}
