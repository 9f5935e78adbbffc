package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import java.util.List;

/**
 * The window that confirmed the drift.
 *
 * @param count number of events
 * @param offsets offsets of the window; only the events of the alert's domain in these ranges belong to it
 */
public record AlertWindow(long count, List<OffsetRange> offsets) {
    public AlertWindow {
        Preconditions.requireAtLeast("count", count, 1);
        offsets = List.copyOf(offsets);
    }
}
