package io.realign.client;

import io.realign.client.internal.AdapterServiceClient;
import io.realign.event.Texts;
import io.realign.model.TrustedKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaSecurity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a {@link ModelFollower}.
 *
 * @param consumerName name of the consumer in the topic {@code rollouts}, unique among all consumers
 * @param adapterAddress address of the adapter service, such as {@code http://127.0.0.1:8080}
 * @param cacheDirectory directory for artifacts and the newest releases, which are loaded at startup even if Kafka and the
 *     adapter service are unavailable; may be shared with other consumers
 * @param trustedKeys keys whose releases are accepted
 * @param maxStaleness maximum {@link ModelFollower#staleness()} at which events are scored; empty for no limit
 */
public record FollowerSettings(
        String consumerName,
        KafkaConnection kafka,
        URI adapterAddress,
        Path cacheDirectory,
        TrustedKeys trustedKeys,
        Optional<Duration> maxStaleness) {
    public FollowerSettings {
        Texts.requireName("consumerName", consumerName);
        AdapterServiceClient.requireHttpAddress(adapterAddress);
        if (maxStaleness.isPresent() && maxStaleness.get().compareTo(ModelFollower.END_CHECK_INTERVAL) <= 0) {
            throw new IllegalArgumentException(
                    "maxStaleness: expected more than %s, the interval of the end-of-topic check, got %s"
                            .formatted(ModelFollower.END_CHECK_INTERVAL, maxStaleness.get()));
        }
    }

    /**
     * Creates settings with plaintext connections to Kafka and without a maximum staleness.
     *
     * @param bootstrap addresses of the Kafka brokers, such as {@code 127.0.0.1:9092}
     */
    public FollowerSettings(String consumer, String bootstrap, URI adapter, Path cache, TrustedKeys keys) {
        this(consumer, KafkaConnection.plaintext(bootstrap), adapter, cache, keys, Optional.empty());
    }

    /** Returns these settings with encryption and authentication of the connections to Kafka. */
    public FollowerSettings withKafkaSecurity(KafkaSecurity security) {
        return new FollowerSettings(
                consumerName,
                new KafkaConnection(kafka.bootstrapServers(), security),
                adapterAddress,
                cacheDirectory,
                trustedKeys,
                maxStaleness);
    }

    /**
     * Returns these settings with a maximum staleness.
     *
     * @param limit maximum staleness, more than one second
     */
    public FollowerSettings withMaxStaleness(Duration limit) {
        return new FollowerSettings(
                consumerName, kafka, adapterAddress, cacheDirectory, trustedKeys, Optional.of(limit));
    }
}
