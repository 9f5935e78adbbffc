package io.realign.client;

import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When the newest announcement of each domain came, and with which trace, until it scores. */
public final class Journeys {
    private final Map<String, Journey> newest = new ConcurrentHashMap<>();

    private record Journey(String releaseId, long step, Instant heard, Optional<String> traceparent) {
        boolean isOf(ModelRelease release) {
            return releaseId.equals(release.id()) && step == release.exposure().step();
        }
    }

    /** An announcement has come. */
    public void begin(ModelRelease release, Instant heard, Optional<String> traceparent) {
        newest.put(
                release.domain(), new Journey(release.id(), release.exposure().step(), heard, traceparent));
    }

    /** The swap that it has led to. */
    public Swap end(ModelRelease release, Instant at) {
        Optional<Journey> journey =
                Optional.ofNullable(newest.get(release.domain())).filter(begun -> begun.isOf(release));
        return new Swap(
                release.domain(),
                release.version(),
                release.exposure().share(),
                journey.map(Journey::heard).orElse(at),
                at,
                journey.flatMap(Journey::traceparent));
    }
}
