package io.realign.client.internal;

import io.realign.client.ModelSwap;
import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When the newest announcement of each domain came, and with which trace, until it scores. */
public final class RolloutTimings {
    private final Map<String, PendingSwap> newest = new ConcurrentHashMap<>();

    private record PendingSwap(String releaseId, long step, Instant announcedAt, Optional<String> traceparent) {
        boolean matches(ModelRelease release) {
            return releaseId.equals(release.id()) && step == release.traffic().step();
        }
    }

    /** An announcement has come. */
    public void recordAnnouncement(ModelRelease release, Instant heard, Optional<String> traceparent) {
        newest.put(
                release.domain(),
                new PendingSwap(release.id(), release.traffic().step(), heard, traceparent));
    }

    /** The swap that it has led to. */
    public ModelSwap recordSwap(ModelRelease release, Instant at) {
        Optional<PendingSwap> journey =
                Optional.ofNullable(newest.get(release.domain())).filter(begun -> begun.matches(release));
        return new ModelSwap(
                release.domain(),
                release.version(),
                release.traffic().trafficShare(),
                journey.map(PendingSwap::announcedAt).orElse(at),
                at,
                journey.flatMap(PendingSwap::traceparent));
    }
}
