package io.realign.model;

import io.realign.adaptation.gate.PredictionChange;
import java.time.Instant;
import java.util.List;

/**
 * The release that a newer release replaces. It is part of the newer record, so consumers can load both releases from
 * one record.
 *
 * @param domain domain of the release; {@link ModelRelease#SHARED} if the newer release is the first of its domain
 * @param version version number
 * @param artifacts one of each {@link Artifact.Kind}
 * @param expiresAt time of expiry of its signature, exclusive; renewed together with the newer release
 * @param predictionChange change of the predictions by the newer release, on its acceptance window
 */
public record PreviousRelease(
        String domain, long version, List<Artifact> artifacts, Instant expiresAt, PredictionChange predictionChange) {
    public PreviousRelease {
        ModelRelease.requireVersion(version);
        artifacts = List.copyOf(artifacts);
    }

    PreviousRelease expiringAt(Instant newExpiry) {
        return new PreviousRelease(domain, version, artifacts, newExpiry, predictionChange);
    }
}
