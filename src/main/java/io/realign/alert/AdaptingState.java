package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * An adaptation has had its outcome, and the domain is given time to show where it comes to rest. Meanwhile nothing is
 * suspected.
 *
 * @param alert what was said
 * @param released whether a model was made for where the alert found the domain
 * @param alertEvents the events that the alert names
 * @param previousReference what the domain was compared with before, the regime of the raw channel included if it was the source's
 * @param window the events since
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
