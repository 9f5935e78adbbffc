package io.realign.model;

import io.realign.adaptation.Vote;
import java.time.Instant;
import java.util.List;

/**
 * A model that consumers shall use from now on.
 *
 * @param id follows from the domain, the version and the artifacts
 * @param domain the domain that it serves; {@link #SHARED} for the one that serves all domains without their own
 * @param version grows by one with each release of a lineage; 1 is the shared version, trained on the source alone
 * @param parentVersion the version that it continues, 0 for version 1
 * @param alertId the alert that caused it, empty for version 1
 * @param adaptationId the adaptation that made it, empty for version 1
 * @param features number of raw input features
 * @param labels class names in the order of the model's outputs
 * @param artifacts one of each {@link Artifact.Kind}
 * @param data what it was trained on
 * @param seed the seed
 * @param steps training steps of this release alone
 * @param alpha the coefficient of the reversed gradient at each step
 * @param votes the gate's votes, empty for version 1
 * @param createdAt when it was made
 * @param provenance what made it
 * @param notAfter the first instant at which no consumer loads it any more
 * @param rollbackTo the version whose model this release brings back under a version of its own, 0 for none
 */
public record ModelRelease(
        String id,
        String domain,
        long version,
        long parentVersion,
        String alertId,
        String adaptationId,
        int features,
        List<String> labels,
        List<Artifact> artifacts,
        List<DataDigest> data,
        long seed,
        int steps,
        List<Double> alpha,
        List<Vote> votes,
        Instant createdAt,
        Provenance provenance,
        Instant notAfter,
        long rollbackTo) {
    /** The domain of the release that serves every domain without a release of its own. */
    public static final String SHARED = "*";

    public ModelRelease {
        labels = List.copyOf(labels);
        artifacts = List.copyOf(artifacts);
        data = List.copyOf(data);
        alpha = List.copyOf(alpha);
        votes = List.copyOf(votes);
        if (rollbackTo < 0 || (rollbackTo > 0 && rollbackTo >= version)) {
            throw new IllegalArgumentException(
                    "expected a rollback of version " + version + " to an earlier version, got " + rollbackTo);
        }
    }

    public boolean expiredAt(Instant now) {
        return !now.isBefore(notAfter);
    }

    public Artifact artifact(Artifact.Kind kind) {
        return artifacts.stream()
                .filter(artifact -> artifact.kind() == kind)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("release " + name() + " has no artifact of kind " + kind));
    }

    /** For people: {@code oven-3 v2}. */
    public String name() {
        return (domain.equals(SHARED) ? "shared" : domain) + " v" + version;
    }
}
