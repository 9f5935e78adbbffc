package io.realign.client;

import io.realign.model.TrustedKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link ModelFollower} has to know.
 *
 * @param consumer its name on {@code rollouts}, unique among all consumers
 * @param bootstrap addresses of the Kafka brokers, such as {@code 127.0.0.1:9092}
 * @param adapter address of the adapter service, such as {@code http://127.0.0.1:8080}
 * @param cache directory for artifacts and for the newest releases, from which it serves while all else is down; may be
 *     shared with other consumers
 * @param keys whose releases are loaded; others are refused unread
 * @param staleAfter how long after the last time that {@code models} is known to have been read to its end an event is not
 *     scored any more; empty to serve on for ever
 */
public record FollowerSettings(
        String consumer, String bootstrap, URI adapter, Path cache, TrustedKeys keys, Optional<Duration> staleAfter) {
    public FollowerSettings {
        if (consumer.isBlank()) {
            throw new IllegalArgumentException("consumer: expected a name, got '" + consumer + "'");
        }
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap: expected host:port, got '" + bootstrap + "'");
        }
        Artifacts.checked(adapter);
        if (staleAfter.isPresent() && staleAfter.get().compareTo(ModelFollower.READ_TO_END_EVERY) <= 0) {
            throw new IllegalArgumentException(
                    "staleAfter: expected more than %s, which is how often it is looked, got %s"
                            .formatted(ModelFollower.READ_TO_END_EVERY, staleAfter.get()));
        }
    }

    /** Settings with which what serves serves on for ever. */
    public FollowerSettings(String consumer, String bootstrap, URI adapter, Path cache, TrustedKeys keys) {
        this(consumer, bootstrap, adapter, cache, keys, Optional.empty());
    }

    /**
     * The same settings, with a bound on how old the newest known releases may be.
     *
     * @param bound more than the second or so between two looks at the topic
     */
    public FollowerSettings staleAfter(Duration bound) {
        return new FollowerSettings(consumer, bootstrap, adapter, cache, keys, Optional.of(bound));
    }
}
