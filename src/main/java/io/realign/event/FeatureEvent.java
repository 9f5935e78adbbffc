package io.realign.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One measurement.
 *
 * @param id assigned by the producer, unique within the domain
 * @param domain origin of the event, such as a site, a line or a device type; also the Kafka record key
 * @param time event time, not the time of sending
 * @param features raw features, before standardisation
 * @param label class of the event; empty on the target topic
 */
public record FeatureEvent(String id, String domain, Instant time, Tensor features, Optional<String> label) {}
