package io.realign.model;

import io.realign.event.OffsetRange;

/**
 * A stretch of the log that a model was made of.
 *
 * @param range where it lies
 * @param events how many of its records were used
 * @param sha256 SHA-256 over the used records' values, in the order of their offsets
 */
public record DataDigest(OffsetRange range, long events, String sha256) {}
