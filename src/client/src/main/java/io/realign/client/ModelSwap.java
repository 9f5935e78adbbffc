package io.realign.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of the traffic share of a release in this consumer.
 *
 * @param domain domain of the release, {@link io.realign.model.ModelRelease#SHARED} for the shared one
 * @param version version of the release
 * @param trafficShare traffic share in thousandths of the events of the domain; the previous release scores the others
 * @param announcedAt arrival of the announcement
 * @param swappedAt time of the change
 * @param traceparent trace of the announcement (W3C Trace Context), if the adapter service traces
 */
public record ModelSwap(
        String domain,
        long version,
        int trafficShare,
        Instant announcedAt,
        Instant swappedAt,
        Optional<String> traceparent) {}
