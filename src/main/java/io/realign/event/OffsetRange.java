package io.realign.event;

/**
 * A range of offsets in one partition.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param from first offset, inclusive
 * @param to end offset, exclusive
 */
public record OffsetRange(String topic, int partition, long from, long to) {
    public OffsetRange {
        if (partition < 0 || from < 0 || to <= from) {
            throw new IllegalArgumentException("expected partition >= 0 and 0 <= from < to, got %s-%d [%d, %d)"
                    .formatted(topic, partition, from, to));
        }
    }

    /** Creates the range of a single record. */
    public static OffsetRange of(String topic, int partition, long offset) {
        return new OffsetRange(topic, partition, offset, offset + 1);
    }

    public boolean samePartition(OffsetRange other) {
        return partition == other.partition && topic.equals(other.topic);
    }

    /**
     * Returns the smallest range that covers both ranges.
     *
     * @throws IllegalArgumentException if the partitions differ
     */
    public OffsetRange span(OffsetRange other) {
        if (!samePartition(other)) {
            throw new IllegalArgumentException(
                    "expected two ranges of the same partition, got " + this + " and " + other);
        }
        return new OffsetRange(topic, partition, Math.min(from, other.from), Math.max(to, other.to));
    }

    @Override
    public String toString() {
        return topic + '-' + partition + '[' + from + ',' + to + ')';
    }
}
