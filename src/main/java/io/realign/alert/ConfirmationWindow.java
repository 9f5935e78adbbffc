package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.Whitening;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The events since a state transition: the sum of all rows and the newest events. Not thread-safe. */
public final class ConfirmationWindow {
    private final Deque<LocatedEvent> newestEvents;
    private final Map<Channel, double[]> sums;
    private long count;

    public ConfirmationWindow() {
        this(0, Map.of(), List.of());
    }

    /**
     * Restores a window.
     *
     * @param sums sum of rows of each channel that had a row for every event
     * @param newest newest events, the oldest first
     */
    public ConfirmationWindow(long count, Map<Channel, double[]> sums, Collection<LocatedEvent> newest) {
        this.count = count;
        this.sums = new EnumMap<>(Channel.class);
        this.sums.putAll(sums);
        this.newestEvents = new ArrayDeque<>(newest);
    }

    /**
     * Adds an event.
     *
     * @param rows row of the event in each channel
     * @param capacity maximum number of stored events
     */
    void add(LocatedEvent event, Map<Channel, float[]> rows, int capacity) {
        // A channel without a row for every event has no valid sum.
        sums.keySet().retainAll(rows.keySet());
        rows.forEach((channel, row) -> {
            if (count == 0) {
                sums.put(channel, new double[row.length]);
            }
            double[] sum = sums.get(channel);
            for (int i = 0; sum != null && i < row.length; i++) {
                sum[i] += row[i];
            }
        });
        count++;
        newestEvents.addLast(event);
        if (newestEvents.size() > capacity) {
            newestEvents.removeFirst();
        }
    }

    public long count() {
        return count;
    }

    /** Returns the sum of rows of each channel that had a row for every event. */
    public Map<Channel, double[]> sums() {
        return sums;
    }

    /** Returns the newest events, the oldest first. */
    public List<LocatedEvent> newestEvents() {
        return List.copyOf(newestEvents);
    }

    /**
     * Returns the z-score of the distance from a reference.
     *
     * @param autocorrelationTime events per independent event, at least 1
     */
    double zScore(Channel channel, CalibratedReference reference, Whitening whitening, double autocorrelationTime) {
        double[] centred = reference.reference().centredSum(sums.get(channel), count);
        double relativeTime =
                Math.max(1, autocorrelationTime / reference.thresholds().autocorrelationTime());
        return reference.zScore(whitening.squaredNorm(centred), whitening.typicality(centred), count, relativeTime);
    }
}
