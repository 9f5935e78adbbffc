package io.realign.window;

import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import io.realign.event.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Report on the newest events of a domain: their distance from the reference of the domain and from the source.
 *
 * @param id derived from the domain, the reference and the offsets
 * @param domain domain of the events
 * @param reference name of the reference: {@link #SOURCE}, the id of the alert whose events it was fitted to, or {@code quiet} if
 *     it was fitted to the first events of the domain
 * @param referenceVersion version among the references with this name, from 1; grows when the reference is refitted
 * @param state drift state of the domain after this window
 * @param channel channel with the highest score: {@link #RAW} or {@link #MODEL}
 * @param start event time of the earliest event
 * @param end event time of the latest event
 * @param count number of events
 * @param mmd2 unbiased estimate of the squared maximum mean discrepancy to the reference: distributed around 0 without
 *     drift, at most 2
 * @param score drift score: test statistic divided by its threshold; above 1 if it exceeds the threshold
 * @param sourceMmd2 like {@code mmd2}, but to the source; 0 if unknown because the source was refitted since
 * @param promise average run length of the reference of {@code channel}
 * @param offsets offsets of the events
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
        RunLengthPromise promise,
        List<OffsetRange> offsets) {
    /** Name of the initial reference of every domain. */
    public static final String SOURCE = "source";

    /** Channel of the raw features. */
    public static final String RAW = "raw";

    /** Channel of the serving model's embeddings. */
    public static final String MODEL = "model";

    public static final Set<String> CHANNELS = Set.of(RAW, MODEL);

    /** Drift state of a domain. */
    public enum State {
        /** No drift so far. */
        QUIET,
        /** A test statistic exceeded its threshold; the drift is not confirmed yet. */
        SUSPECTED,
        /** The drift is confirmed and an alert was published; the adaptation has not ended. */
        CONFIRMED,
        /** The adaptation has ended, and the detector observes whether the domain becomes stable. */
        ADAPTING,
        /** The domain returned to its previous distribution. */
        RECOVERED,
        /** A model was released for the new distribution, which is now the reference. */
        ADAPTED,
        /** The drift remains, and no released model fits it. */
        PERSISTING
    }

    public DriftWindow {
        Texts.requireName("id", id);
        Texts.requireName("reference", reference);
        EventContract.requireDomain(domain);
        if (!CHANNELS.contains(channel)) {
            throw new IllegalArgumentException("channel: expected one of %s, got '%s'".formatted(CHANNELS, channel));
        }
        Preconditions.requireAtLeast("referenceVersion", referenceVersion, 1);
        Preconditions.requireAtLeast("count", count, 1);
        Preconditions.requireFinite("mmd2", mmd2);
        Preconditions.requireFinite("score", score);
        Preconditions.requireFinite("sourceMmd2", sourceMmd2);
        offsets = List.copyOf(offsets);
    }

    /** Returns the same window with another promise. */
    public DriftWindow withPromise(RunLengthPromise other) {
        return new DriftWindow(
                id,
                domain,
                reference,
                referenceVersion,
                state,
                channel,
                start,
                end,
                count,
                mmd2,
                score,
                sourceMmd2,
                other,
                offsets);
    }
}
