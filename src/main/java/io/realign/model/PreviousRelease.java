package io.realign.model;

import io.realign.adaptation.gate.PredictionChange;
import java.time.Instant;
import java.util.List;

/**
 * The release that another one replaces. It is part of the newer record, so consumers can load both from one record.
 *
 * @param domain lineage, {@link ModelRelease#SHARED} before the first release of a domain
 * @param version version
 * @param artifacts one of each {@link Artifact.Kind}
 * @param expiresAt time of expiry, exclusive
 * @param predictionChange difference of the newer release's predictions on its acceptance window
 */
public record PreviousRelease(
        String domain, long version, List<Artifact> artifacts, Instant expiresAt, PredictionChange predictionChange) {
    public PreviousRelease {
        artifacts = List.copyOf(artifacts);
    }
}
