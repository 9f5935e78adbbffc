package io.realign.adapter.console.history;

import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.RunLengthPromise;
import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * The values of a drift window that the chart shows. Small, because the live view holds many windows.
 *
 * @param reference reference of the window: {@code source}, or the id of the alert whose events it was fitted to
 * @param state drift state of the domain after this window
 * @param channel channel with the highest score
 * @param end event time of the latest event
 * @param mmd2 unbiased squared maximum mean discrepancy to the reference
 * @param score statistic divided by its threshold
 * @param sourceMmd2 unbiased squared maximum mean discrepancy to the source
 * @param promise average run length of the reference of the channel
 */
public record WindowPoint(
        String id,
        String domain,
        String reference,
        State state,
        String channel,
        @ColumnName("ended_at") Instant end,
        @ColumnName("events") long count,
        double mmd2,
        double score,
        double sourceMmd2,
        @Nested RunLengthPromise promise) {
    public static final double THRESHOLD = 1;

    public static WindowPoint of(DriftWindow window) {
        return new WindowPoint(
                window.id(),
                window.domain(),
                window.reference(),
                window.state(),
                window.channel(),
                window.end(),
                window.count(),
                window.mmd2(),
                window.score(),
                window.sourceMmd2(),
                window.promise());
    }

    public boolean exceedsThreshold() {
        return score > THRESHOLD;
    }

    /** Whether the detector has closed the newest alert: the state is RECOVERED, ADAPTED or PERSISTING. */
    public boolean alertClosed() {
        return state == State.RECOVERED || state == State.ADAPTED || state == State.PERSISTING;
    }

    /** A segment consists of consecutive windows with the same reference on the same side of the threshold. */
    public boolean isInSameSegment(WindowPoint other) {
        return exceedsThreshold() == other.exceedsThreshold() && reference.equals(other.reference);
    }
}
