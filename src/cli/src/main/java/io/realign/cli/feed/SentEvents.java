package io.realign.cli.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Positions of the sent target events, to find the event of a dead letter. The producer reports a position on its own thread, possibly
 * after the dead letter was read. Thread-safe.
 */
final class SentEvents {
    /** Dead letters of other programs remain here, as no position of this program follows. */
    private static final int MAX_EARLY_REJECTIONS = 10_000;

    private final Map<Position, EventKey> keys = new HashMap<>();
    private final Map<EventKey, Position> positions = new HashMap<>();
    private final Set<Position> earlyRejections = new HashSet<>();
    private final Set<EventKey> rejected = new HashSet<>();

    /** Partition and offset in {@code target.events}. */
    record Position(int partition, long offset) {}

    record EventKey(String domain, String id) {}

    /** Registers the position of an event. */
    synchronized void written(EventKey event, Position position) {
        if (earlyRejections.remove(position)) {
            rejected.add(event);
        } else {
            keys.put(position, event);
            positions.put(event, position);
        }
    }

    /** Registers a dead letter. The position may belong to an event of another program. */
    synchronized void rejected(Position position) {
        EventKey event = keys.remove(position);
        if (event == null) {
            if (earlyRejections.size() >= MAX_EARLY_REJECTIONS) {
                earlyRejections.clear();
            }
            earlyRejections.add(position);
        } else {
            positions.remove(event);
            rejected.add(event);
        }
    }

    /** Forgets an event with a prediction. */
    synchronized void predicted(EventKey event) {
        Optional.ofNullable(positions.remove(event)).ifPresent(keys::remove);
    }

    /** Returns the rejected events since the last call. */
    synchronized Set<EventKey> drainRejected() {
        Set<EventKey> drained = Set.copyOf(rejected);
        rejected.clear();
        return drained;
    }
}
