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
 * @param versions so many of the newest releases of each domain keep their artifacts: the live one, the one before, and
 *     more
 * @param age what was stored a shorter time ago stays, whoever names it: its release may be on its way
 */
public record Retention(int versions, Duration age) {
    /** The live release and the one before it. */
    public static final int FEWEST_VERSIONS = 2;

    /** Longer than the way from a stored artifact to its published release. */
    public static final Duration SHORTEST_AGE = Duration.ofHours(1);

    public Retention {
        if (versions < FEWEST_VERSIONS) {
            throw new IllegalArgumentException(
                    "expected to keep " + FEWEST_VERSIONS + " versions or more, got " + versions);
        }
        if (age.compareTo(SHORTEST_AGE) < 0) {
            throw new IllegalArgumentException("expected an age of " + SHORTEST_AGE + " or more, got " + age);
        }
    }

    /**
     * The digests that may go. None at all where no release is known: it is more likely that the wrong topic was read
     * than that all models are to be forgotten.
     *
     * @param stored digests with the time when each was stored
     */
    public Set<String> expendable(History history, Map<String, Instant> stored, Instant now) {
        if (history.releases().isEmpty()) {
            return Set.of();
        }
        Set<String> named = named(history);
        Instant young = now.minus(age);
        return stored.entrySet().stream()
                .filter(artifact -> artifact.getValue().isBefore(young))
                .map(Map.Entry::getKey)
                .filter(sha256 -> !named.contains(sha256))
                .collect(Collectors.toSet());
    }

    private Set<String> named(History history) {
        Map<String, List<ModelRelease>> lineages = new HashMap<>();
        for (ModelRelease release : history.releases()) {
            lineages.computeIfAbsent(release.domain(), domain -> new ArrayList<>())
                    .add(release);
        }
        return lineages.entrySet().stream()
                .flatMap(lineage -> lineage.getValue().stream()
                        .sorted(Comparator.comparingLong(ModelRelease::version).reversed())
                        .limit(lineage.getKey().equals(ModelRelease.SHARED) ? Long.MAX_VALUE : versions))
                .flatMap(release -> Stream.concat(
                        artifacts(release).map(Artifact::sha256),
                        snapshots(release).map(DataDigest::sha256)))
                .collect(Collectors.toSet());
    }

    /** Whoever has a model must be able to make it again. */
    private static Stream<DataDigest> snapshots(ModelRelease release) {
        return Stream.concat(release.data().stream(), release.provenance().heldOut().stream());
    }

    /** Its own, and its predecessor's, which nothing else names once the topic has been compacted. */
    private static Stream<Artifact> artifacts(ModelRelease release) {
        return Stream.concat(
                release.artifacts().stream(),
                release.predecessor().stream().flatMap(before -> before.artifacts().stream()));
    }
}
