package io.realign.alert;

import io.realign.event.LocatedEvent;
import io.realign.window.Whitening;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The events since something happened, none of which had a part in it. Mutable; one writer.
 *
 * <p>Of all of them the sum is kept, of the newest the events themselves.
 */
public final class ConfirmationWindow {
    private final Deque<LocatedEvent> newestEvents;
    private final Map<Channel, double[]> sums;
    private long count;

    /** No events. */
    public ConfirmationWindow() {
        this(0, Map.of(), List.of());
    }

    /**
     * What has been collected before.
     *
     * @param sums of rows, for each channel that has been seen since the first event
     * @param newest events, the oldest first
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
     * @param rows its row in each channel
     * @param kept how many of the newest events to keep
     */
    void add(LocatedEvent event, Map<Channel, float[]> rows, int kept) {
        // What has missed an event knows nothing of all of them.
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
        if (newestEvents.size() > kept) {
            newestEvents.removeFirst();
        }
    }

    public long count() {
        return count;
    }

    /** Sums of rows, for each channel that has been seen since the first event. */
    public Map<Channel, double[]> sums() {
        return sums;
    }

    /** The newest events, the oldest first. */
    public List<LocatedEvent> newestEvents() {
        return List.copyOf(newestEvents);
    }

    /**
     * How far the events are from a regime, as a normal score.
     *
     * @param correlation how many of them are worth an independent one, from 1
     */
    double normalScore(Channel channel, CalibratedReference regime, Whitening whitening, double correlation) {
        double[] sum = sums.get(channel);
        double[] centred = regime.reference().centred(sum, count);
        double excess = Math.max(1, correlation / regime.thresholds().autocorrelationTime());
        return regime.normalScore(whitening.squaredNorm(centred), whitening.typicality(centred), count, excess);
    }
}
