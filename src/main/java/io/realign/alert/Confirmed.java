package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * The domain has moved. What to do about it is not known yet.
 *
 * @param alert what was said
 * @param moved the events that it names
 * @param fresh the events since, or since it was last asked whether the domain is back
 * @param back how many times in a row it was
 */
public record Confirmed(DriftAlert alert, List<LocatedEvent> moved, Fresh fresh, int back) implements Episode {
    public Confirmed {
        moved = List.copyOf(moved);
    }

    @Override
    public int number() {
        return alert.episode();
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.CONFIRMED;
    }
}
