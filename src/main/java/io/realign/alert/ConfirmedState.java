package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * Drift is confirmed; the adaptation has no outcome yet.
 *
 * @param alert the alert
 * @param alertEvents events named in the alert
 * @param window events since the alert or the last check for recovery
 * @param consecutiveReturns consecutive checks at which the domain was back at its reference
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
