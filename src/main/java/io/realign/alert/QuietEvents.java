package io.realign.alert;

import io.realign.event.LocatedEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Events of a domain without drift, with which its own reference grows. The reference of a domain after an adaptation has
 * few events at first, and a larger one supports a longer average run length. Not thread-safe.
 */
public final class QuietEvents {
    /** A reference of this number of windows does not grow further, which bounds the stored events. */
    private static final int MAX_WINDOWS = 8;

    private static final int GROWTH = 2;

    private final Map<Channel, List<LocatedEvent>> events = new EnumMap<>(Channel.class);

    public QuietEvents() {}

    /**
     * Restores events.
     *
     * @param events events by channel, whose features are those of the channel
     */
    public QuietEvents(Map<Channel, List<LocatedEvent>> events) {
        events.forEach((channel, list) -> this.events.put(channel, new ArrayList<>(list)));
    }

    /** Returns the events by channel. */
    public Map<Channel, List<LocatedEvent>> events() {
        return events;
    }

    /**
     * Adds an event.
     *
     * @param referenceEvents number of events of the current reference
     * @param window number of newest events that may contain a drift that is not suspected yet
     * @return the events of a larger reference; empty as long as the current one remains
     */
    List<LocatedEvent> add(Channel channel, LocatedEvent event, long referenceEvents, int window) {
        if (referenceEvents >= (long) MAX_WINDOWS * window) {
            events.remove(channel);
            return List.of();
        }
        List<LocatedEvent> stored = events.computeIfAbsent(channel, each -> new ArrayList<>());
        stored.add(event);
        int trusted = stored.size() - window;
        return trusted >= Math.min(GROWTH * referenceEvents, (long) MAX_WINDOWS * window)
                ? List.copyOf(stored.subList(0, trusted))
                : List.of();
    }
}
