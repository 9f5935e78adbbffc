package io.realign.client.internal;

import org.apache.kafka.common.KafkaException;

/** A broker refuses a program. The message says what is missing and what to do; it has one line for each missing permission. */
public final class KafkaAccessException extends KafkaException {
    private static final long serialVersionUID = 1;

    KafkaAccessException(String message) {
        super(message);
    }

    KafkaAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
