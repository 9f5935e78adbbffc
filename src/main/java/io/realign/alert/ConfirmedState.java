package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * The domain has moved. What to do about it is not known yet.
 *
 * @param alert what was said
 * @param alertEvents the events that it names
 * @param window the events since, or since it was last asked whether the domain is back
 * @param consecutiveReturns how many times in a row it was
 */
public record ConfirmedState(
        DriftAlert alert, List<LocatedEvent> alertEvents, ConfirmationWindow window, int consecutiveReturns)
        implements DriftState {
    public ConfirmedState {
        alertEvents = List.copyOf(alertEvents);
    }

    @Override
    public int alertCount() {
        return alert.sequenceNumber();
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.CONFIRMED;
    }
}
