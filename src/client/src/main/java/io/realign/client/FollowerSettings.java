package io.realign.client;

import io.realign.client.internal.ArtifactFetcher;
import io.realign.model.TrustedKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link ModelFollower} has to know.
 *
 * @param consumerName its name on {@code rollouts}, unique among all consumers
 * @param bootstrapServers addresses of the Kafka brokers, such as {@code 127.0.0.1:9092}
 * @param adapterAddress address of the adapter service, such as {@code http://127.0.0.1:8080}
 * @param cacheDirectory directory for artifacts and for the newest releases, from which it serves while all else is down; may be
 *     shared with other consumers
 * @param trustedKeys whose releases are loaded; others are refused unread
 * @param maxStaleness how long after the last time that {@code models} is known to have been read to its end an event is not
 *     scored any more; empty to serve on for ever
 */
public record FollowerSettings(
        String consumerName,
        String bootstrapServers,
        URI adapterAddress,
        Path cacheDirectory,
        TrustedKeys trustedKeys,
        Optional<Duration> maxStaleness) {
    public FollowerSettings {
        if (consumerName.isBlank()) {
            throw new IllegalArgumentException("consumer: expected a name, got '" + consumerName + "'");
        }
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap: expected host:port, got '" + bootstrapServers + "'");
        }
        ArtifactFetcher.requireHttpAddress(adapterAddress);
        if (maxStaleness.isPresent() && maxStaleness.get().compareTo(ModelFollower.END_CHECK_INTERVAL) <= 0) {
            throw new IllegalArgumentException(
                    "staleAfter: expected more than %s, which is how often it is looked, got %s"
                            .formatted(ModelFollower.END_CHECK_INTERVAL, maxStaleness.get()));
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
        return new FollowerSettings(
                consumerName, bootstrapServers, adapterAddress, cacheDirectory, trustedKeys, Optional.of(bound));
    }
}
