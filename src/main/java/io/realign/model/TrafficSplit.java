package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Share of a domain's events that a release scores. The previous release scores the remaining events.
 *
 * <p>The selection depends on the event id only, so all consumers select the same events, and a redelivered event is
 * scored by the same release.
 *
 * @param step number of the rollout step, from 0
 * @param trafficShare share of events that the release scores, in thousandths
 * @param shadowShare share of all events that the previous release scores and for which this release computes a
 *     shadow prediction for comparison only, in thousandths
 * @param paused whether the rollout is paused
 * @param startedAt start of the step
 * @param reason reason for the step, empty for the first step
 */
public record TrafficSplit(
        long step, int trafficShare, int shadowShare, boolean paused, Instant startedAt, String reason) {
    /** All events, in thousandths. */
    public static final int FULL = 1000;

    public static final TrafficSplit FULL_TRAFFIC = fullTraffic(Instant.EPOCH, "");

    public TrafficSplit {
        if (step < 0 || trafficShare < 0 || shadowShare < 0 || trafficShare + shadowShare > FULL) {
            throw new IllegalArgumentException(
                    "expected step, trafficShare and shadowShare >= 0 and trafficShare + shadowShare <= %d,"
                                    .formatted(FULL)
                            + " got step %d, trafficShare %d, shadowShare %d"
                                    .formatted(step, trafficShare, shadowShare));
        }
    }

    /** Creates the only step of a release that scores all events from the start. */
    static TrafficSplit fullTraffic(Instant startedAt, String reason) {
        return new TrafficSplit(0, FULL, 0, false, startedAt, reason);
    }

    /** Whether the release scores every event. */
    public boolean complete() {
        return trafficShare == FULL;
    }

    /** Whether the release scores the event. */
    public boolean serves(String eventId) {
        return complete() || bucket(eventId) < trafficShare;
    }

    /** Whether the release computes a shadow prediction for the event. */
    public boolean shadows(String eventId) {
        int bucket = bucket(eventId);
        return bucket >= trafficShare && bucket < trafficShare + shadowShare;
    }

    /** Returns the CRC-32 of the UTF-8 event id modulo 1000, which clients in any language can compute. */
    static int bucket(String eventId) {
        CRC32 crc = new CRC32();
        crc.update(eventId.getBytes(UTF_8));
        return (int) (crc.getValue() % FULL);
    }
}
