package io.realign.replay;

/** The requested events are no longer in Kafka, are in another topic, or are too many. The message names the cause. */
public final class UnreadableEventsException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEventsException(String message) {
        super(message);
    }
}
