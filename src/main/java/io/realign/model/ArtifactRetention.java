package io.realign.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects artifacts for deletion: old artifacts that no retained release references. All versions of the base model are
 * retained, since every domain starts with the base model and may be rolled back to it.
 *
 * @param retainedVersions number of newest releases of each domain whose artifacts are retained
 * @param minAge minimum age of a deleted artifact; the release of a younger artifact may not be published yet
 */
public record ArtifactRetention(int retainedVersions, Duration minAge) {
    /** The serving and the previous release. */
    public static final int MIN_RETAINED_VERSIONS = 2;

    /** Exceeds the time between storing an artifact and publishing its release. */
    public static final Duration LOWEST_MIN_AGE = Duration.ofHours(1);

    public ArtifactRetention {
        if (retainedVersions < MIN_RETAINED_VERSIONS) {
            throw new IllegalArgumentException(
                    "retainedVersions: expected " + MIN_RETAINED_VERSIONS + " or more, got " + retainedVersions);
        }
        if (minAge.compareTo(LOWEST_MIN_AGE) < 0) {
            throw new IllegalArgumentException("minAge: expected " + LOWEST_MIN_AGE + " or more, got " + minAge);
        }
    }

    /**
     * Returns the digests of the artifacts to delete. If no release is known, nothing is deleted: a wrong topic is more
     * likely than the absence of all releases.
     *
     * @param stored time of storage by digest
     */
    public Set<String> deletable(ReleaseHistory history, Map<String, Instant> stored, Instant now) {
        if (history.releases().isEmpty()) {
            return Set.of();
        }
        Set<String> referenced = referenced(history);
        Instant cutoff = now.minus(minAge);
        return stored.entrySet().stream()
                .filter(artifact -> artifact.getValue().isBefore(cutoff))
                .map(Map.Entry::getKey)
                .filter(sha256 -> !referenced.contains(sha256))
                .collect(Collectors.toSet());
    }

    private Set<String> referenced(ReleaseHistory history) {
        Map<String, List<ModelRelease>> byDomain =
                history.releases().stream().collect(Collectors.groupingBy(ModelRelease::domain));
        return byDomain.entrySet().stream()
                .flatMap(domain -> domain.getValue().stream()
                        .sorted(Comparator.comparingLong(ModelRelease::version).reversed())
                        .limit(domain.getKey().equals(ModelRelease.SHARED) ? Long.MAX_VALUE : retainedVersions))
                .flatMap(release -> Stream.concat(
                        artifacts(release).map(Artifact::sha256),
                        snapshots(release).map(DataDigest::sha256)))
                .collect(Collectors.toSet());
    }

    /** Returns the data that is needed to reproduce the release. */
    private static Stream<DataDigest> snapshots(ModelRelease release) {
        return Stream.concat(release.provenance().trainingData().stream(), release.provenance().holdOutData().stream());
    }

    /** Returns the artifacts of the release and of its previous release, whose record may have been compacted. */
    private static Stream<Artifact> artifacts(ModelRelease release) {
        return Stream.concat(
                release.model().artifacts().stream(),
                release.previous().stream().flatMap(previous -> previous.artifacts().stream()));
    }
}
