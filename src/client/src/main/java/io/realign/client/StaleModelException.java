package io.realign.client;

/** It has not been known for longer than the user allows whether what serves is still the newest. */
public final class StaleModelException extends IllegalStateException {
    StaleModelException(String message) {
        super(message);
    }
}
