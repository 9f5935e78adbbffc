package io.realign.alert;

import io.realign.window.DriftWindow;
import java.time.Instant;

/**
 * A window stood out. Whether that was chance is asked of the events that come after it.
 *
 * @param from what the domain was before, and will be again if it was chance
 * @param channel in which it stood out
 * @param alarm the window
 * @param at event time of its newest event
 * @param fresh the events since
 * @param recent the second half of those that it takes to confirm: a burst that is over by then is no change
 */
public record Suspected(Resting from, Channel channel, Alarm alarm, Instant at, Fresh fresh, Fresh recent)
        implements Episode {
    @Override
    public int number() {
        return from.number();
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.SUSPECTED;
    }
}
