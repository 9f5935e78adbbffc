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
public final class Fresh {
    private final Deque<LocatedEvent> newest;
    private final Map<Channel, double[]> sums;
    private long count;

    /** No events. */
    public Fresh() {
        this(0, Map.of(), List.of());
    }

    /**
     * What has been collected before.
     *
     * @param sums of rows, for each channel that has been seen since the first event
     * @param newest events, the oldest first
     */
    public Fresh(long count, Map<Channel, double[]> sums, Collection<LocatedEvent> newest) {
        this.count = count;
        this.sums = new EnumMap<>(Channel.class);
        this.sums.putAll(sums);
        this.newest = new ArrayDeque<>(newest);
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
        newest.addLast(event);
        if (newest.size() > kept) {
            newest.removeFirst();
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
    public List<LocatedEvent> newest() {
        return List.copyOf(newest);
    }

    /**
     * How far the events are from a regime, as a normal score.
     *
     * @param correlation how many of them are worth an independent one, from 1
     */
    double score(Channel channel, Regime regime, Whitening whitening, double correlation) {
        double[] sum = sums.get(channel);
        double[] centred = regime.reference().centred(sum, count);
        double excess = Math.max(1, correlation / regime.threshold().correlation());
        return regime.normal(whitening.squaredNorm(centred), whitening.typicality(centred), count, excess);
    }
}
