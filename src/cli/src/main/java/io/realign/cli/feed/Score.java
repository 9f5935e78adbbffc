package io.realign.cli.feed;

import java.util.Locale;

/**
 * How many answers were right.
 *
 * @param events answers
 * @param right answers that were the true class
 * @param frozenRight answers of version 1 that were
 */
record Score(long events, long right, long frozenRight) {
    static final Score NONE = new Score(0, 0, 0);

    Score plus(Score other) {
        return new Score(events + other.events, right + other.right, frozenRight + other.frozenRight);
    }

    /** In percent, NaN without events. */
    double accuracy() {
        return 100.0 * right / events;
    }

    /** In percent, NaN without events. */
    double frozenAccuracy() {
        return 100.0 * frozenRight / events;
    }

    @Override
    public String toString() {
        return events == 0 ? "no events yet" : String.format(Locale.ROOT, "%.1f %% of %d events", accuracy(), events);
    }
}
