package io.realign.client;

/**
 * More time than {@link FollowerSettings#maxStaleness} has passed since the topic {@code models} was last read to its end; see
 * {@link ModelFollower#staleness()}.
 */
public final class StaleModelException extends IllegalStateException {
    StaleModelException(String message) {
        super(message);
    }
}
