package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.event.Preconditions;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.util.ArrayList;
import java.util.List;

/**
 * The first events of a domain are stated to be without drift. They are not tested, but become the reference of the
 * domain.
 *
 * @param requiredEvents number of events of the reference, {@value #MIN_EVENTS} to {@value #MAX_EVENTS}
 * @param events events so far, fewer than {@code requiredEvents}; grows with the events of the domain
 */
public record CalibratingState(int requiredEvents, List<LocatedEvent> events) implements DriftState {
    /** Fewer events have no stable thresholds. */
    public static final int MIN_EVENTS = 128;

    /** Limits the state of a domain. */
    public static final int MAX_EVENTS = 5000;

    /** Name of the reference that is fitted to the events. */
    public static final String REFERENCE = "quiet";

    public CalibratingState {
        Preconditions.requireBetween("quiet-events", requiredEvents, MIN_EVENTS, MAX_EVENTS);
        events = new ArrayList<>(events);
    }

    @Override
    public int alertCount() {
        return 0;
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.QUIET;
    }

    /** Returns what windows promise until the reference is fitted. */
    RunLengthPromise promise() {
        return new RunLengthPromise(
                0, 0, 0, "calibrating on the domain's own events: %d of %d".formatted(events.size(), requiredEvents));
    }
}
