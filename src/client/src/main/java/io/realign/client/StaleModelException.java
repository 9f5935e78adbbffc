package io.realign.client;

/** The releases of a follower are older than the maximum staleness of its settings. */
public final class StaleModelException extends IllegalStateException {
    StaleModelException(String message) {
        super(message);
    }
}
