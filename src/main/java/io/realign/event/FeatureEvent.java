package io.realign.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened and was measured.
 *
 * @param id the producer's name for it, unique within its domain
 * @param domain where it comes from: a site, a line, a device type; also the Kafka record key
 * @param time when it happened, not when it was sent
 * @param features raw features, before any standardisation
 * @param label its class, on the source topic; always empty on the target topic
 */
public record FeatureEvent(String id, String domain, Instant time, Tensor features, Optional<String> label) {}
