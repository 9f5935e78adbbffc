package io.realign.client.internal;

import org.apache.kafka.common.KafkaException;

/** A broker does not accept a program. The message has one line for each missing topic or permission, with the remedy. */
public final class KafkaAccessException extends KafkaException {
    private static final long serialVersionUID = 1;

    KafkaAccessException(String message) {
        super(message);
    }

    KafkaAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
