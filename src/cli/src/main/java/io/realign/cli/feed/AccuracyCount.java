package io.realign.cli.feed;

import java.util.Locale;

/**
 * How many answers were right.
 *
 * @param events answers
 * @param correct answers that were the true class
 * @param frozenCorrect answers of version 1 that were
 */
record AccuracyCount(long events, long correct, long frozenCorrect) {
    static final AccuracyCount NONE = new AccuracyCount(0, 0, 0);

    AccuracyCount plus(AccuracyCount other) {
        return new AccuracyCount(events + other.events, correct + other.correct, frozenCorrect + other.frozenCorrect);
    }

    /** In percent, NaN without events. */
    double accuracy() {
        return 100.0 * correct / events;
    }

    /** In percent, NaN without events. */
    double frozenAccuracy() {
        return 100.0 * frozenCorrect / events;
    }

    @Override
    public String toString() {
        return events == 0 ? "no events yet" : String.format(Locale.ROOT, "%.1f %% of %d events", accuracy(), events);
    }
}
