package io.realign.model;

import io.realign.adaptation.gate.PredictionChange;
import java.time.Instant;
import java.util.List;

/**
 * The release that another one is to take the place of: whoever reads the newest record of a domain alone can load it.
 *
 * @param domain its lineage, {@link ModelRelease#SHARED} before the first release of a domain
 * @param version its version
 * @param artifacts one of each {@link Artifact.Kind}
 * @param expiresAt the first instant at which no consumer loads it any more
 * @param predictionChange how the answers of the release differed from its own on the window that the release was accepted for
 */
public record PreviousRelease(
        String domain, long version, List<Artifact> artifacts, Instant expiresAt, PredictionChange predictionChange) {
    public PreviousRelease {
        artifacts = List.copyOf(artifacts);
    }
}
