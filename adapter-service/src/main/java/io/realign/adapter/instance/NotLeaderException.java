package io.realign.adapter.instance;

import org.apache.kafka.common.KafkaException;

/** This process is not the leader, so it must not write. The leader does the work instead. */
public final class NotLeaderException extends KafkaException {
    private static final long serialVersionUID = 1;

    public NotLeaderException(String message) {
        super(message);
    }
}
