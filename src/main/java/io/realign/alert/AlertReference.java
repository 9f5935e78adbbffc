package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * The reference that a domain drifted from.
 *
 * @param name name of the reference, see {@link DriftWindow#reference()}
 * @param version version of the reference, see {@link DriftWindow#referenceVersion()}
 * @param offsets offsets of its events
 */
public record AlertReference(String name, int version, List<OffsetRange> offsets) {
    public AlertReference {
        Preconditions.requireAtLeast("referenceVersion", version, 1);
        offsets = List.copyOf(offsets);
    }
}
