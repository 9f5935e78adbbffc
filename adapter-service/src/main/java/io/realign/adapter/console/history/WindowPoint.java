package io.realign.adapter.console.history;

import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.time.Instant;

/**
 * A drift window without its offsets: what a chart needs, and small, because the view holds many.
 *
 * @param id id of the window
 * @param domain the domain
 * @param reference what it was compared with
 * @param state what is made of the domain, this window included
 * @param channel where the window stands out most
 * @param end event time of the latest event
 * @param count number of events
 * @param mmd2 unbiased squared maximum mean discrepancy to the reference
 * @param score statistic over threshold
 * @param sourceMmd2 the same as {@code mmd2}, to the source
 */
public record WindowPoint(
        String id,
        String domain,
        String reference,
        State state,
        String channel,
        Instant end,
        long count,
        double mmd2,
        double score,
        double sourceMmd2) {
    /** The score above which a window drifts. */
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
                window.sourceMmd2());
    }

    public boolean exceedsThreshold() {
        return score > THRESHOLD;
    }

    /** Whether a change has come to its end, in one way or another. */
    public boolean driftEnded() {
        return state == State.RECOVERED || state == State.ADAPTED || state == State.PERSISTING;
    }

    /** Whether it is compared with the same, and on the same side of the threshold. */
    public boolean sameRun(WindowPoint other) {
        return exceedsThreshold() == other.exceedsThreshold() && reference.equals(other.reference);
    }
}
