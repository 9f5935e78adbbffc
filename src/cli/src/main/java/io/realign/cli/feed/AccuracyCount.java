package io.realign.cli.feed;

import java.util.Locale;

/**
 * Number of correct predictions.
 *
 * @param events number of events whose prediction and true label are known
 * @param correct correct predictions of the version that served the event
 * @param baseModelCorrect correct predictions of the base model
 */
record AccuracyCount(long events, long correct, long baseModelCorrect) {
    static final AccuracyCount NONE = new AccuracyCount(0, 0, 0);

    AccuracyCount plus(AccuracyCount other) {
        return new AccuracyCount(
                events + other.events, correct + other.correct, baseModelCorrect + other.baseModelCorrect);
    }

    /** Percent; NaN without events. */
    double accuracy() {
        return 100.0 * correct / events;
    }

    /** Percent; NaN without events. */
    double baseModelAccuracy() {
        return 100.0 * baseModelCorrect / events;
    }

    @Override
    public String toString() {
        return events == 0 ? "no events yet" : String.format(Locale.ROOT, "%.1f %% of %d events", accuracy(), events);
    }
}
