package io.realign.model;

import io.realign.event.OffsetRange;

/**
 * Digest of the training data in one offset range.
 *
 * @param range offset range
 * @param events number of used records in the range
 * @param sha256 SHA-256 of the values of the used records in offset order
 */
public record DataDigest(OffsetRange range, long events, String sha256) {}
