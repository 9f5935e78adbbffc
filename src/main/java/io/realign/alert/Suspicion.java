package io.realign.alert;

import java.time.Instant;

/**
 * Exceedance of a threshold.
 *
 * @param score drift score: z-score divided by its threshold, above 1
 * @param eventsSinceOnset number of events since the estimated onset of the drift, at least 1
 * @param onset event time of the last event before the estimated onset
 */
public record Suspicion(double score, int eventsSinceOnset, Instant onset) {}
