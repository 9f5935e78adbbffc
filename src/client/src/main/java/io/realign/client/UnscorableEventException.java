package io.realign.client;

/** All models that could score the event failed on it. The models stay in use for other events. */
public final class UnscorableEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnscorableEventException(String message) {
        super(message);
    }
}
