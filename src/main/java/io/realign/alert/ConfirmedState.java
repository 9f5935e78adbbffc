package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * Drift is confirmed, and the adaptation has not ended.
 *
 * @param alert the open alert
 * @param alertEvents events whose offsets are in the alert
 * @param window events since the alert or the last check for recovery
 * @param consecutiveRecoveryChecks consecutive checks that matched the reference
 */
public record ConfirmedState(
        DriftAlert alert, List<LocatedEvent> alertEvents, ConfirmationWindow window, int consecutiveRecoveryChecks)
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
