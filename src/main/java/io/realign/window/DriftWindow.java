package io.realign.window;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How far the newest stretch of a domain lies from its reference and from the source.
 *
 * @param id follows from the domain, the reference and the offsets
 * @param domain the domain
 * @param reference what the stretch was compared with: {@code source}, or the id of the alert whose window the live
 *     model has been adapted to
 * @param referenceVersion counts how often that has been learnt, from 1
 * @param state what is made of the domain, this stretch included
 * @param channel where the stretch stands out most: {@link #RAW} or {@link #MODEL}
 * @param start event time of the earliest event
 * @param end event time of the latest event
 * @param count number of events
 * @param mmd2 unbiased estimate of the squared maximum mean discrepancy to the reference; about 0 without drift and
 *     then as often negative as positive, at most 2
 * @param score the test statistic over its threshold; above 1 means drift
 * @param sourceMmd2 the same as {@code mmd2}, to the source; 0 where it is not known, because the source has been learnt anew
 *     since the reference was
 * @param offsets where the events lie in the log
 */
public record DriftWindow(
        String id,
        String domain,
        String reference,
        int referenceVersion,
        State state,
        String channel,
        Instant start,
        Instant end,
        long count,
        double mmd2,
        double score,
        double sourceMmd2,
        List<OffsetRange> offsets) {
    /** The name of the reference that every domain starts with. */
    public static final String SOURCE = "source";

    /** The channel of the features as they come. */
    public static final String RAW = "raw";

    /** The channel of what the live model makes of the features. */
    public static final String MODEL = "model";

    /** All channels. */
    public static final Set<String> CHANNELS = Set.of(RAW, MODEL);

    /** What is made of a domain. */
    public enum State {
        /** The domain is where its reference is. */
        QUIET,
        /** The domain seems to have moved; that may still be chance. */
        SUSPECTED,
        /** The domain has moved, and an alert says so. */
        CONFIRMED,
        /** What to do about the move is being worked out. */
        ADAPTING,
        /** The domain is back where it was. */
        RECOVERED,
        /** The domain stays where it has moved to, which is its reference from here on. */
        ADAPTED,
        /** The domain has come to rest neither where it was nor where it moved to. */
        PERSISTING
    }

    public DriftWindow {
        if (!CHANNELS.contains(channel)) {
            throw new IllegalArgumentException("expected a channel of %s, got '%s'".formatted(CHANNELS, channel));
        }
        if (referenceVersion < 1) {
            throw new IllegalArgumentException(
                    "expected a version of the reference of at least 1, got " + referenceVersion);
        }
        if (count < 1) {
            throw new IllegalArgumentException("expected a window of at least 1 event, got " + count);
        }
        if (!Double.isFinite(mmd2) || !Double.isFinite(score) || !Double.isFinite(sourceMmd2)) {
            throw new IllegalArgumentException(
                    "expected finite distances and a finite score, got mmd2 %s, score %s, sourceMmd2 %s"
                            .formatted(mmd2, score, sourceMmd2));
        }
        offsets = List.copyOf(offsets);
    }
}
