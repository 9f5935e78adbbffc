package io.realign.schemas;

import java.io.Serializable;
import java.time.Duration;

/**
 * A Kafka topic and its message type. The record key is the domain, except on {@code rollouts}, where it is
 * {@code consumer/domain}.
 *
 * @param compacted whether the cleanup policy is {@code compact}
 * @param minRetention time for which the programs need the records; {@link #UNLIMITED} if they always do
 * @param codec codec of the record values
 */
public record Topic<T>(String name, int partitions, boolean compacted, Duration minRetention, Codec<T> codec)
        implements Serializable {
    /**
     * The default limit of Kafka brokers and producers for a record. Brokers apply it to the compressed size, so a decompressed record can
     * be larger.
     */
    static final int MAX_RECORD_BYTES = 1 << 20;

    /** Retention of records that do not expire; Kafka's {@code retention.ms=-1}. */
    public static final Duration UNLIMITED = Duration.ofMillis(-1);

    /** Name of the topic for invalid records, with their original bytes. */
    public String deadLetterTopic() {
        return name + ".dlq";
    }

    /** Serializes the name only, since codecs are not serializable. */
    private Object writeReplace() {
        return new SerializationProxy(name);
    }

    private record SerializationProxy(String name) implements Serializable {
        private Object readResolve() {
            return Topics.byName(name);
        }
    }
}
