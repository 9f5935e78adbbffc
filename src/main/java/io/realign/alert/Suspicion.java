package io.realign.alert;

import java.time.Instant;

/**
 * A window stood out.
 *
 * @param score its statistic over what is still chance, both as normal scores, above 1
 * @param length events from the estimated onset on, at least one
 * @param onset event time of the last event before
 */
public record Suspicion(double score, int length, Instant onset) {}
