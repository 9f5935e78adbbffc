package io.realign.broker;

import java.util.List;
import java.util.Map;

/**
 * Security of the connections to an {@link EmbeddedBroker}.
 *
 * @param protocol security protocol of clients and of the broker's connections to itself
 * @param settings broker settings of this protocol, such as key store and authorizer
 * @param scramCredentials users that a new broker starts with, in the form of {@code kafka-storage format --add-scram}
 * @param adminProperties properties of a client that may create topics
 */
public record BrokerSecurity(
        String protocol,
        Map<String, String> settings,
        List<String> scramCredentials,
        Map<String, Object> adminProperties) {
    /** No encryption, no authentication, and no authorization. */
    static final BrokerSecurity PLAINTEXT = new BrokerSecurity("PLAINTEXT", Map.of(), List.of(), Map.of());

    public BrokerSecurity {
        settings = Map.copyOf(settings);
        scramCredentials = List.copyOf(scramCredentials);
        adminProperties = Map.copyOf(adminProperties);
    }

    /** Does not show the credentials. */
    @Override
    public String toString() {
        return protocol;
    }
}
