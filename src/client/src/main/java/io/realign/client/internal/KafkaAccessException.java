package io.realign.client.internal;

import org.apache.kafka.common.KafkaException;

/**
 * A program cannot use a broker: the broker rejects its login, or topics or permissions are missing. The message has one line for each
 * missing topic or permission, which says how to add it.
 */
public final class KafkaAccessException extends KafkaException {
    private static final long serialVersionUID = 1;

    KafkaAccessException(String message) {
        super(message);
    }

    KafkaAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
