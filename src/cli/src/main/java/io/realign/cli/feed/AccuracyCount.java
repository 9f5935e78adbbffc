package io.realign.cli.feed;

import java.util.Locale;

/**
 * Number of correct predictions.
 *
 * @param events number of scored events
 * @param correct correct predictions of the release that scored the event
 * @param frozenCorrect correct predictions of the base model
 */
record AccuracyCount(long events, long correct, long frozenCorrect) {
    static final AccuracyCount NONE = new AccuracyCount(0, 0, 0);

    AccuracyCount plus(AccuracyCount other) {
        return new AccuracyCount(events + other.events, correct + other.correct, frozenCorrect + other.frozenCorrect);
    }

    /** Percent; NaN without events. */
    double accuracy() {
        return 100.0 * correct / events;
    }

    /** Percent; NaN without events. */
    double frozenAccuracy() {
        return 100.0 * frozenCorrect / events;
    }

    @Override
    public String toString() {
        return events == 0 ? "no events yet" : String.format(Locale.ROOT, "%.1f %% of %d events", accuracy(), events);
    }
}
