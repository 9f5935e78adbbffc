package io.realign.model;

import io.realign.event.OffsetRange;

/**
 * Digest of the training data in one offset range.
 *
 * @param range offset range
 * @param events number of records in the range that were used for training
 * @param sha256 SHA-256 of the values of these records in offset order, in hexadecimal digits
 */
public record DataDigest(OffsetRange range, long events, String sha256) {}
