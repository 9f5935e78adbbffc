package io.realign.adapter;

import io.realign.adaptation.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Alerts that wait, and the one thread that takes up one after the other. */
final class AlertQueue {
    /** A few kilobytes each. Those that come after so many stay in their topic until there is room. */
    static final int ROOM = 1000;

    /** How often the rule is asked again while it lets nobody through. */
    private static final Duration EVERY = Duration.ofMillis(500);

    /** A training notices the interruption at its next step. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Function<List<Waiting>, Optional<Waiting>> rule;
    private final Work work;
    private final List<Entry> entries = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "adaptations");

    private record Entry(Waiting alert, Runnable read) {}

    /** What is done for an alert. */
    interface Work {
        /**
         * Brings it to its outcome.
         *
         * @param others those that wait besides
         */
        void carryOut(Waiting alert, List<Waiting> others);
    }

    /**
     * Nothing is taken up before {@link #begin}.
     *
     * @param rule chooses one of those that wait, or none for now; asked again and again
     * @param broken hears what the rule or the work has thrown; nothing is taken up after that, and the alert is not read
     */
    AlertQueue(Function<List<Waiting>, Optional<Waiting>> rule, Work work, Consumer<Throwable> broken) {
        this.rule = rule;
        this.work = work;
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((worker, e) -> broken.accept(e));
    }

    void begin() {
        thread.start();
    }

    /** Nothing is taken up any more; what is being done is interrupted, and waited for a little. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns as soon as there is room.
     *
     * @param read done when the alert has its outcome
     */
    synchronized void add(Waiting alert, Runnable read) throws InterruptedException {
        while (entries.size() >= ROOM) {
            wait();
        }
        entries.add(new Entry(alert, read));
        notifyAll();
    }

    /** Those that wait now. */
    synchronized List<Waiting> waiting() {
        return entries.stream().map(Entry::alert).toList();
    }

    private void run() {
        try {
            while (true) {
                Entry next = take();
                work.carryOut(next.alert(), waiting());
                next.read().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Entry take() throws InterruptedException {
        while (true) {
            Optional<Entry> next =
                    entries.isEmpty() ? Optional.empty() : rule.apply(waiting()).flatMap(this::entry);
            if (next.isPresent()) {
                entries.remove(next.get());
                notifyAll();
                return next.get();
            }
            wait(EVERY.toMillis());
        }
    }

    private Optional<Entry> entry(Waiting alert) {
        return entries.stream().filter(entry -> entry.alert().equals(alert)).findFirst();
    }
}
