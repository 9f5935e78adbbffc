package io.realign.alert;

import java.time.Instant;

/**
 * Exceedance of a threshold.
 *
 * @param score normal score divided by its threshold, above 1
 * @param length events since the estimated onset, at least one
 * @param onset event time of the last event before the estimated onset
 */
public record Suspicion(double score, int length, Instant onset) {}
