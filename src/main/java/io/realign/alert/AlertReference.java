package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import io.realign.window.DriftWindow;
import java.util.List;

/**
 * The reference that a domain drifted from.
 *
 * @param name {@link DriftWindow#SOURCE}, the id of the alert whose events the reference was fitted to, or {@link
 *     CalibratingState#REFERENCE}
 * @param version version among the references with this name, from 1
 * @param offsets offsets of its events
 */
public record AlertReference(String name, int version, List<OffsetRange> offsets) {
    public AlertReference {
        Preconditions.requireAtLeast("referenceVersion", version, 1);
        offsets = List.copyOf(offsets);
    }
}
