package io.realign.client;

/** The staleness of a {@link ModelFollower} exceeds the maximum in its settings. */
public final class StaleModelException extends IllegalStateException {
    StaleModelException(String message) {
        super(message);
    }
}
