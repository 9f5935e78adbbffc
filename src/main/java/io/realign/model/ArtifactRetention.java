package io.realign.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which artifacts may go: those that are old and that no release names to which anybody could want to return. The
 * shared releases all stay, because every domain begins with one and falls back to it.
 *
 * @param retainedVersions so many of the newest releases of each domain keep their artifacts: the live one, the one before, and
 *     more
 * @param minAge what was stored a shorter time ago stays, whoever names it: its release may be on its way
 */
public record ArtifactRetention(int retainedVersions, Duration minAge) {
    /** The live release and the one before it. */
    public static final int MIN_RETAINED_VERSIONS = 2;

    /** Longer than the way from a stored artifact to its published release. */
    public static final Duration LOWEST_MIN_AGE = Duration.ofHours(1);

    public ArtifactRetention {
        if (retainedVersions < MIN_RETAINED_VERSIONS) {
            throw new IllegalArgumentException(
                    "expected to keep " + MIN_RETAINED_VERSIONS + " versions or more, got " + retainedVersions);
        }
        if (minAge.compareTo(LOWEST_MIN_AGE) < 0) {
            throw new IllegalArgumentException("expected an age of " + LOWEST_MIN_AGE + " or more, got " + minAge);
        }
    }

    /**
     * The digests that may go. None at all where no release is known: it is more likely that the wrong topic was read
     * than that all models are to be forgotten.
     *
     * @param stored digests with the time when each was stored
     */
    public Set<String> deletable(ReleaseHistory history, Map<String, Instant> stored, Instant now) {
        if (history.releases().isEmpty()) {
            return Set.of();
        }
        Set<String> named = referenced(history);
        Instant young = now.minus(minAge);
        return stored.entrySet().stream()
                .filter(artifact -> artifact.getValue().isBefore(young))
                .map(Map.Entry::getKey)
                .filter(sha256 -> !named.contains(sha256))
                .collect(Collectors.toSet());
    }

    private Set<String> referenced(ReleaseHistory history) {
        Map<String, List<ModelRelease>> lineages = new HashMap<>();
        for (ModelRelease release : history.releases()) {
            lineages.computeIfAbsent(release.domain(), domain -> new ArrayList<>())
                    .add(release);
        }
        return lineages.entrySet().stream()
                .flatMap(lineage -> lineage.getValue().stream()
                        .sorted(Comparator.comparingLong(ModelRelease::version).reversed())
                        .limit(lineage.getKey().equals(ModelRelease.SHARED) ? Long.MAX_VALUE : retainedVersions))
                .flatMap(release -> Stream.concat(
                        artifacts(release).map(Artifact::sha256),
                        snapshots(release).map(DataDigest::sha256)))
                .collect(Collectors.toSet());
    }

    /** Whoever has a model must be able to make it again. */
    private static Stream<DataDigest> snapshots(ModelRelease release) {
        return Stream.concat(release.trainingData().stream(), release.provenance().holdOutData().stream());
    }

    /** Its own, and its predecessor's, which nothing else names once the topic has been compacted. */
    private static Stream<Artifact> artifacts(ModelRelease release) {
        return Stream.concat(
                release.artifacts().stream(),
                release.previous().stream().flatMap(before -> before.artifacts().stream()));
    }
}
