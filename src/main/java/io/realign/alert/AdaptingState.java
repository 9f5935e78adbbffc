package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * The adaptation has ended; until then the state is {@link ConfirmedState}. The detector collects events to decide
 * whether the domain is recovered, adapted or persisting, and raises no suspicion.
 *
 * @param alert alert of the adaptation
 * @param released whether a model for the new distribution was released
 * @param alertEvents events whose offsets are in the alert
 * @param previousReference reference before the adaptation ended; always includes the raw channel
 * @param window events since the adaptation ended
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
