package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.zip.CRC32;

/**
 * How much of its domain's events a release scores. The rest is scored by its predecessor.
 *
 * <p>Which events those are follows from their ids alone, so all consumers agree, and an event that comes again is scored
 * by the same model again.
 *
 * @param step counts the announcements of one release, from 0
 * @param trafficShare the release scores this many of {@link #FULL} events
 * @param shadowShare it also answers for this many of {@link #FULL} that its predecessor scores; those answers are compared
 *     and not used
 * @param paused whether the next step waits for a person
 * @param startedAt when this step was taken
 * @param reason why it was taken; empty at the first
 */
public record TrafficSplit(
        long step, int trafficShare, int shadowShare, boolean paused, Instant startedAt, String reason) {
    /** Shares are counted in thousandths. */
    public static final int FULL = 1000;

    /** From the start, and for good. */
    public static final TrafficSplit FULL_TRAFFIC = new TrafficSplit(0, FULL, 0, false, Instant.EPOCH, "");

    public TrafficSplit {
        if (step < 0 || trafficShare < 0 || shadowShare < 0 || trafficShare + shadowShare > FULL) {
            throw new IllegalArgumentException(
                    "expected a step of 0 or more, and a share and a shadow of 0 or more that are %d together at most,"
                                    .formatted(FULL)
                            + " got step %d, share %d, shadow %d".formatted(step, trafficShare, shadowShare));
        }
    }

    /** Whether the release scores every event. */
    public boolean complete() {
        return trafficShare == FULL;
    }

    /** Whether the release scores the event. */
    public boolean serves(String eventId) {
        return complete() || bucket(eventId) < trafficShare;
    }

    /** Whether the release answers for the event although its predecessor scores it. */
    public boolean shadows(String eventId) {
        int bucket = bucket(eventId);
        return bucket >= trafficShare && bucket < trafficShare + shadowShare;
    }

    /** From 0 to 999: the CRC-32 of the event id in UTF-8, modulo 1000. Every language has it at hand. */
    static int bucket(String eventId) {
        CRC32 crc = new CRC32();
        crc.update(eventId.getBytes(UTF_8));
        return (int) (crc.getValue() % FULL);
    }
}
