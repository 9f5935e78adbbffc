package io.realign.alert;

import io.realign.window.DriftWindow.State;
import io.realign.window.Reference;
import java.time.Instant;

/**
 * Windows have been over the threshold, but each of them still holds events from before the suspicion.
 *
 * @param since event time at which it arose
 * @param blocks how many blocks it takes until a window holds only newer events, from 1
 */
public record Suspected(int number, Reference reference, Instant since, int blocks) implements Episode {
    @Override
    public State state() {
        return State.SUSPECTED;
    }

    @Override
    public Episode observe(Measured window) {
        if (!window.over()) {
            return new Quiet(number, reference);
        }
        return blocks > 1 ? new Suspected(number, reference, since, blocks - 1) : Alerted.confirm(this, window);
    }
}
