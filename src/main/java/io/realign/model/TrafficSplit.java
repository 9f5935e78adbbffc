package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Share of a domain's events that a release scores. The previous release scores the remaining events.
 *
 * <p>The selection depends on the event id only, so all consumers agree, and a redelivered event is scored by the same
 * model.
 *
 * @param step number of the step in the rollout, from 0
 * @param trafficShare share of events that the release scores, in thousandths
 * @param shadowShare share of the remaining events that it scores in the shadow for comparison, in thousandths
 * @param paused whether the rollout is paused
 * @param startedAt start of the step
 * @param reason reason of the step, empty at the first
 */
public record TrafficSplit(
        long step, int trafficShare, int shadowShare, boolean paused, Instant startedAt, String reason) {
    /** Shares are counted in thousandths. */
    public static final int FULL = 1000;

    /** All events. */
    public static final TrafficSplit FULL_TRAFFIC = new TrafficSplit(0, FULL, 0, false, Instant.EPOCH, "");

    public TrafficSplit {
        if (step < 0 || trafficShare < 0 || shadowShare < 0 || trafficShare + shadowShare > FULL) {
            throw new IllegalArgumentException(
                    "expected step, trafficShare and shadowShare >= 0 and trafficShare + shadowShare <= %d,"
                                    .formatted(FULL)
                            + " got step %d, trafficShare %d, shadowShare %d"
                                    .formatted(step, trafficShare, shadowShare));
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

    /** Whether the release scores the event in the shadow of the previous release. */
    public boolean shadows(String eventId) {
        int bucket = bucket(eventId);
        return bucket >= trafficShare && bucket < trafficShare + shadowShare;
    }

    /** Returns the CRC-32 of the UTF-8 event id modulo 1000, which is available in every language. */
    static int bucket(String eventId) {
        CRC32 crc = new CRC32();
        crc.update(eventId.getBytes(UTF_8));
        return (int) (crc.getValue() % FULL);
    }
}
