package io.realign.schemas;

import java.util.HashMap;
import java.util.Map;

/**
 * The Kafka cluster of a program, and the security of the connections to it.
 *
 * @param bootstrapServers {@code host:port} of a broker; several separated by commas
 */
public record KafkaConnection(String bootstrapServers, KafkaSecurity security) {
    public KafkaConnection {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap: expected host:port of a Kafka broker, got nothing");
        }
    }

    /** A connection without encryption and authentication. */
    public static KafkaConnection plaintext(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, KafkaSecurity.PLAINTEXT);
    }

    /**
     * Returns the properties of a Kafka client. They contain the password, so do not log them.
     *
     * @param own properties of this client in addition to those of the connection
     * @throws IllegalArgumentException if the password file cannot be read
     */
    public Map<String, Object> clientProperties(Map<String, ?> own) {
        Map<String, Object> properties = new HashMap<>(own);
        properties.put("bootstrap.servers", bootstrapServers);
        properties.putAll(security.clientProperties());
        return properties;
    }
}
