package io.realign.alert;

import java.time.Instant;

/**
 * Event times of an alert.
 *
 * @param onset estimated time of the change, which is later than that of the suspicion if only later events confirm it; the epoch
 *     if unknown
 * @param suspectedAt time at which the first window exceeded its threshold
 * @param confirmedAt time of the newest event of the window
 */
public record AlertTimes(Instant onset, Instant suspectedAt, Instant confirmedAt) {}
