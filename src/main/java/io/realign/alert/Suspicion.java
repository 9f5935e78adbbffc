package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.time.Instant;

/**
 * Exceedance of a threshold.
 *
 * @param score drift score: z-score divided by its threshold, above 1
 * @param eventsSinceOnset number of events since the estimated onset of the drift, at least 1
 * @param onset event time of the last event before the estimated onset
 * @param witness what exceeded the threshold
 */
public record Suspicion(double score, int eventsSinceOnset, Instant onset, Witness witness) {
    Suspicion(double score, DyadicWindows.WindowSum window, Witness witness) {
        this(score, window.length(), Instant.ofEpochMilli(window.precedingTime()), witness);
    }
}
