package io.realign.replay;

/** The log does not hold the events that were asked for, and never will again. The message says what to do. */
public final class LostEventsException extends Exception {
    private static final long serialVersionUID = 1;

    LostEventsException(String message) {
        super(message);
    }
}
