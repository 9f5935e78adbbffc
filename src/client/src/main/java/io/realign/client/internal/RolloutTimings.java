package io.realign.client.internal;

import io.realign.client.ModelSwap;
import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Arrival time and trace context of the newest announced release of each domain, for {@link ModelSwap}. */
public final class RolloutTimings {
    private final Map<String, PendingSwap> newest = new ConcurrentHashMap<>();

    private record PendingSwap(String releaseId, long step, Instant announcedAt, Optional<String> traceparent) {
        boolean matches(ModelRelease release) {
            return releaseId.equals(release.id()) && step == release.traffic().step();
        }
    }

    public void recordAnnouncement(ModelRelease release, Instant announcedAt, Optional<String> traceparent) {
        newest.put(
                release.domain(),
                new PendingSwap(release.id(), release.traffic().step(), announcedAt, traceparent));
    }

    /**
     * Returns the swap to a release. If a newer release or step has been announced since, the swap has no trace context, and the
     * announcement time is the time of the swap.
     */
    public ModelSwap createSwap(ModelRelease release, Instant swappedAt) {
        Optional<PendingSwap> announcement =
                Optional.ofNullable(newest.get(release.domain())).filter(pending -> pending.matches(release));
        return new ModelSwap(
                release.domain(),
                release.version(),
                release.traffic().trafficShare(),
                announcement.map(PendingSwap::announcedAt).orElse(swappedAt),
                swappedAt,
                announcement.flatMap(PendingSwap::traceparent));
    }
}
