package io.realign.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An event to classify, labelled or unlabelled.
 *
 * @param id assigned by the producer, unique within the domain
 * @param domain origin of the event, such as a site, a line or a device type; also the Kafka record key
 * @param time event time, not the time at which the record was sent
 * @param features raw features, before standardisation
 * @param label class name; empty on the target topic
 */
public record FeatureEvent(String id, String domain, Instant time, Tensor features, Optional<String> label) {
    /** Returns the same event with other features and without a label. */
    public FeatureEvent unlabelledWith(Tensor other) {
        return new FeatureEvent(id, domain, time, other, Optional.empty());
    }
}
