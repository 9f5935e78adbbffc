package io.realign.schemas;

import java.io.Serializable;

/**
 * A topic and what travels on it. The record key is always the domain, but on {@code rollouts}, where it is
 * {@code consumer/domain}.
 *
 * @param name the name
 * @param partitions how many partitions it is made with
 * @param compacted whether only the newest record of a key is kept for good
 * @param codec how its messages travel
 */
public record Topic<T>(String name, int partitions, boolean compacted, Codec<T> codec) implements Serializable {
    /** Where records go that cannot be used, with their original bytes. */
    public String deadLetterTopic() {
        return name + ".dlq";
    }

    /** A topic goes to another program by its name alone. */
    private Object writeReplace() {
        return new SerializationProxy(name);
    }

    private record SerializationProxy(String name) implements Serializable {
        private Object readResolve() {
            return Topics.byName(name);
        }
    }
}
