package io.realign.cli.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Maps the position of each sent target event to the event, to find the event of a dead letter. The producer reports a position on its
 * own thread, possibly after the dead letter was read. Thread-safe.
 */
final class SentEvents {
    /**
     * Maximum size of {@link #earlyRejections}. {@link #recordPosition} never removes the positions of other programs' events,
     * because this program does not send these events.
     */
    private static final int MAX_EARLY_REJECTIONS = 10_000;

    private final Map<Position, EventKey> eventsByPosition = new HashMap<>();
    private final Map<EventKey, Position> positionsByEvent = new HashMap<>();
    private final Set<Position> earlyRejections = new HashSet<>();
    private final Set<EventKey> rejected = new HashSet<>();

    /** Partition and offset in {@code target.events}. */
    record Position(int partition, long offset) {}

    record EventKey(String domain, String id) {}

    /** Records the position of an event. */
    synchronized void recordPosition(EventKey event, Position position) {
        if (earlyRejections.remove(position)) {
            rejected.add(event);
        } else {
            eventsByPosition.put(position, event);
            positionsByEvent.put(event, position);
        }
    }

    /** Records a dead letter for the event at a position. The position may belong to an event of another program. */
    synchronized void recordDeadLetter(Position position) {
        EventKey event = eventsByPosition.remove(position);
        if (event == null) {
            if (earlyRejections.size() >= MAX_EARLY_REJECTIONS) {
                earlyRejections.clear();
            }
            earlyRejections.add(position);
        } else {
            positionsByEvent.remove(event);
            rejected.add(event);
        }
    }

    /** Removes an event whose prediction has arrived. */
    synchronized void remove(EventKey event) {
        Optional.ofNullable(positionsByEvent.remove(event)).ifPresent(eventsByPosition::remove);
    }

    /** Returns the rejected events since the last call. */
    synchronized Set<EventKey> drainRejected() {
        Set<EventKey> drained = Set.copyOf(rejected);
        rejected.clear();
        return drained;
    }
}
