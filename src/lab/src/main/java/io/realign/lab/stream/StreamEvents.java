package io.realign.lab.stream;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import java.time.Instant;
import java.util.Optional;

/** Events of simulated streams. */
public final class StreamEvents {
    private StreamEvents() {}

    /**
     * Returns a row as an event of a domain that has one event per second.
     *
     * @param offset position of the event, from 0; unique among the events of the source or of the domain
     */
    public static LocatedEvent of(String domain, float[] row, long offset) {
        FeatureEvent event = new FeatureEvent(
                Long.toString(offset), domain, Instant.EPOCH.plusSeconds(offset), Tensor.vector(row), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of("events", 0, offset));
    }
}
