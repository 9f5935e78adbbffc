package io.realign.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A release has begun to score another share of its domain's events.
 *
 * @param domain the release's domain, {@link io.realign.model.ModelRelease#SHARED} for the shared one
 * @param version the release's version
 * @param trafficShare the release scores this many of 1,000 events of the domain; the others are its predecessor's
 * @param announcedAt when the announcement of it came
 * @param swappedAt when it began
 * @param traceparent the trace that the announcement belongs to (W3C Trace Context), if the adapter service traces
 */
public record ModelSwap(
        String domain,
        long version,
        int trafficShare,
        Instant announcedAt,
        Instant swappedAt,
        Optional<String> traceparent) {}
