package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * The adaptation has an outcome. The detector collects events to decide whether the domain recovered, is adapted or
 * persists, and raises no suspicion meanwhile.
 *
 * @param alert the alert
 * @param released whether a model for the new distribution was released
 * @param alertEvents events named in the alert
 * @param previousReference reference before the outcome; always includes the raw channel
 * @param window events since the outcome
 */
public record AdaptingState(
        DriftAlert alert,
        boolean released,
        List<LocatedEvent> alertEvents,
        DomainReference previousReference,
        ConfirmationWindow window)
        implements DriftState {
    public AdaptingState {
        alertEvents = List.copyOf(alertEvents);
    }

    @Override
    public int alertCount() {
        return alert.sequenceNumber();
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.ADAPTING;
    }
}
