package io.realign.adapter;

import io.realign.adaptation.Waiting;
import io.realign.adapter.adaptation.StoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lets one alert at a time through. Each is on a thread of its own, and the others wait. */
final class Turns {
    private final Function<List<Waiting>, Waiting> rule;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean taken;

    /** @param rule chooses one of those that wait, whenever a turn is free */
    Turns(Function<List<Waiting>, Waiting> rule) {
        this.rule = rule;
    }

    /**
     * Does the work when it is its turn.
     *
     * @throws StoppedException if the thread is interrupted before; the work is not begun then
     */
    void take(Waiting alert, Runnable work) {
        await(alert);
        try {
            work.run();
        } finally {
            free();
        }
    }

    /** Those that wait now. */
    synchronized List<Waiting> waiting() {
        return List.copyOf(waiting);
    }

    private synchronized void await(Waiting alert) {
        waiting.add(alert);
        try {
            while (taken || !rule.apply(waiting).equals(alert)) {
                wait();
            }
            taken = true;
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        } finally {
            waiting.remove(alert);
            // Whom the rule chooses may be another one now.
            notifyAll();
        }
    }

    private synchronized void free() {
        taken = false;
        notifyAll();
    }
}
