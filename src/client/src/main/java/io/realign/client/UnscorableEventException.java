package io.realign.client;

/** All available models (newest release, previous release, base model) failed on the event. The models stay in use for other events. */
public final class UnscorableEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnscorableEventException(String message) {
        super(message);
    }
}
