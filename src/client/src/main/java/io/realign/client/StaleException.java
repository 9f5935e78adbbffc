package io.realign.client;

/** It has not been known for longer than the user allows whether what serves is still the newest. */
public final class StaleException extends IllegalStateException {
    StaleException(String message) {
        super(message);
    }
}
