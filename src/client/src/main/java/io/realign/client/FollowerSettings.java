package io.realign.client;

import io.realign.model.TrustedKeys;
import java.net.URI;
import java.nio.file.Path;

/**
 * What a {@link ModelFollower} has to know.
 *
 * @param consumer its name on {@code rollouts}, unique among all consumers
 * @param bootstrap addresses of the Kafka brokers, such as {@code 127.0.0.1:9092}
 * @param adapter address of the adapter service, such as {@code http://127.0.0.1:8080}
 * @param cache directory for artifacts; may be shared with other consumers
 * @param keys whose releases are loaded; others are refused unread
 */
public record FollowerSettings(String consumer, String bootstrap, URI adapter, Path cache, TrustedKeys keys) {
    public FollowerSettings {
        if (consumer.isBlank()) {
            throw new IllegalArgumentException("consumer: expected a name, got '" + consumer + "'");
        }
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap: expected host:port, got '" + bootstrap + "'");
        }
        Artifacts.checked(adapter);
    }
}
