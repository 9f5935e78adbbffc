package io.realign.model;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All releases and adaptations so far. Immutable. */
public final class ReleaseHistory {
    public static final ReleaseHistory EMPTY = new ReleaseHistory(List.of(), List.of());

    private final Map<String, ModelRelease> releases = new LinkedHashMap<>();
    private final Map<String, AdaptationRecord> adaptations = new LinkedHashMap<>();
    private final Map<String, ModelRelease> newest = new TreeMap<>();
    private final Map<String, String> releaseOfAdaptation = new HashMap<>();
    private final Set<Version> rollbacks = new HashSet<>();
    private final Set<Version> parents = new HashSet<>();
    private final Set<Version> adapted = new HashSet<>();

    private record Version(String domain, long version) {}

    /**
     * @param releases releases in the order of publication
     * @param adaptations adaptations in the order of publication
     */
    public ReleaseHistory(List<ModelRelease> releases, List<AdaptationRecord> adaptations) {
        releases.forEach(this::add);
        adaptations.forEach(this::add);
    }

    private ReleaseHistory(
            ReleaseHistory earlier, List<ModelRelease> addedReleases, List<AdaptationRecord> addedAdaptations) {
        releases.putAll(earlier.releases);
        adaptations.putAll(earlier.adaptations);
        newest.putAll(earlier.newest);
        releaseOfAdaptation.putAll(earlier.releaseOfAdaptation);
        rollbacks.addAll(earlier.rollbacks);
        parents.addAll(earlier.parents);
        adapted.addAll(earlier.adapted);
        addedReleases.forEach(this::add);
        addedAdaptations.forEach(this::add);
    }

    /** Returns a history with one more release. The newest step of a known release replaces the earlier one. */
    public ReleaseHistory with(ModelRelease release) {
        return with(List.of(release), List.of());
    }

    /** Returns a history with one more adaptation; known ones are ignored. */
    public ReleaseHistory with(AdaptationRecord adaptation) {
        return with(List.of(), List.of(adaptation));
    }

    /** Returns a history with more items, at the cost of one copy: reading a topic adds all of its records in one call. */
    public ReleaseHistory with(List<ModelRelease> addedReleases, List<AdaptationRecord> addedAdaptations) {
        return addedReleases.isEmpty() && addedAdaptations.isEmpty()
                ? this
                : new ReleaseHistory(this, addedReleases, addedAdaptations);
    }

    /** Returns the releases in the order of publication. */
    public List<ModelRelease> releases() {
        return List.copyOf(releases.values());
    }

    /** Returns the adaptations in the order of publication. */
    public List<AdaptationRecord> adaptations() {
        return List.copyOf(adaptations.values());
    }

    /** Returns the newest release of a domain, or the shared one. During a rollout it does not score all events. */
    public Optional<ModelRelease> newestRelease(String domain) {
        return Optional.ofNullable(newest.getOrDefault(domain, newest.get(ModelRelease.SHARED)));
    }

    /** Returns the roles of the versions of each lineage, sorted by domain. */
    public List<Aliases> aliases() {
        return newest.values().stream().map(Aliases::of).toList();
    }

    /** Returns the releases that are being rolled out, at most one for each domain, in the order of publication. */
    public List<ModelRelease> openRollouts() {
        return releases.values().stream()
                .filter(release -> !release.traffic().complete()
                        && newest.get(release.domain()).equals(release))
                .toList();
    }

    /** Returns the release of an adaptation. */
    public Optional<ModelRelease> releaseOf(String adaptationId) {
        return Optional.ofNullable(releaseOfAdaptation.get(adaptationId)).map(releases::get);
    }

    public Optional<AdaptationRecord> adaptation(String id) {
        return Optional.ofNullable(adaptations.get(id));
    }

    /**
     * Whether the release of an adaptation was rolled back. If the record of the rollback was compacted, the rollback shows as
     * the parent version of a later adaptation without an adaptation of its own.
     */
    public boolean wasRolledBack(AdaptationRecord record) {
        Version next = new Version(record.domain(), record.version() + 1);
        return record.outcome() == Outcome.RELEASED
                && (rollbacks.contains(next) || (parents.contains(next) && !adapted.contains(next)));
    }

    private void add(ModelRelease release) {
        ModelRelease known = releases.get(release.id());
        if (known != null && ReleaseOrder.of(known, release) != ReleaseOrder.NEWER) {
            return;
        }
        releases.put(release.id(), release);
        newest.merge(
                release.domain(),
                release,
                (one, other) -> one.id().equals(other.id()) || other.version() > one.version() ? other : one);
        releaseOfAdaptation.putIfAbsent(release.adaptationId(), release.id());
        if (release.rollbackTo() > 0) {
            rollbacks.add(new Version(release.domain(), release.version()));
        }
    }

    private void add(AdaptationRecord adaptation) {
        if (adaptations.putIfAbsent(adaptation.id(), adaptation) == null) {
            parents.add(new Version(adaptation.parentDomain(), adaptation.parentVersion()));
            adapted.add(new Version(adaptation.domain(), adaptation.version()));
        }
    }
}
