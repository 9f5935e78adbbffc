package io.realign.replay;

/** The requested events are no longer in Kafka, or are too many. The message names the remedy. */
public final class LostEventsException extends Exception {
    private static final long serialVersionUID = 1;

    LostEventsException(String message) {
        super(message);
    }
}
