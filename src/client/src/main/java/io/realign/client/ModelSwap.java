package io.realign.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A release has started to score a share of the events of its domain, or this share has changed.
 *
 * @param domain domain of the release, {@link io.realign.model.ModelRelease#SHARED} for the base model
 * @param version version of the release
 * @param trafficShare share of the events of the domain in thousandths; the previous release scores the others
 * @param announcedAt time at which this consumer read the release
 * @param swappedAt time of the swap
 * @param traceparent trace context of the release (W3C Trace Context); empty if the adapter service does not trace
 */
public record ModelSwap(
        String domain,
        long version,
        int trafficShare,
        Instant announcedAt,
        Instant swappedAt,
        Optional<String> traceparent) {}
