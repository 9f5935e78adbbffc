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
 * @param moved the events that the alert names
 * @param before what the domain was compared with before, the regime of the raw channel included if it was the source's
 * @param fresh the events since
 */
public record Adapting(DriftAlert alert, boolean released, List<LocatedEvent> moved, Standing before, Fresh fresh)
        implements Episode {
    public Adapting {
        moved = List.copyOf(moved);
    }

    @Override
    public int number() {
        return alert.episode();
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.ADAPTING;
    }
}
