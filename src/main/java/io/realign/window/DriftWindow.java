package io.realign.window;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.List;

/**
 * How far the newest stretch of a domain lies from its reference and from the source.
 *
 * @param id follows from the domain, the reference and the offsets
 * @param domain the domain
 * @param reference what the stretch was compared with: {@code source}, or the id of the alert whose window the live
 *     model has been adapted to
 * @param start event time of the earliest event
 * @param end event time of the latest event
 * @param count number of events
 * @param mmd2 unbiased estimate of the squared maximum mean discrepancy to the reference; about 0 without drift and
 *     then as often negative as positive, at most 2
 * @param score the test statistic over its threshold; above 1 means drift
 * @param sourceMmd2 the same as {@code mmd2}, to the source
 * @param offsets where the events lie in the log
 */
public record DriftWindow(
        String id,
        String domain,
        String reference,
        Instant start,
        Instant end,
        long count,
        double mmd2,
        double score,
        double sourceMmd2,
        List<OffsetRange> offsets) {
    /** The name of the reference that every domain starts with. */
    public static final String SOURCE = "source";

    public DriftWindow {
        offsets = List.copyOf(offsets);
    }
}
