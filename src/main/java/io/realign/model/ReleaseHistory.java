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

/** All published releases and adaptations. Immutable. */
public final class ReleaseHistory {
    public static final ReleaseHistory EMPTY = new ReleaseHistory(List.of(), List.of());

    private final Map<String, ModelRelease> releases = new LinkedHashMap<>();
    private final Map<String, AdaptationRecord> adaptations = new LinkedHashMap<>();
    private final Map<String, ModelRelease> newestByDomain = new TreeMap<>();
    private final Map<String, String> releaseIdByAdaptationId = new HashMap<>();
    private final Set<Version> rollbackVersions = new HashSet<>();
    private final Set<Version> parentVersions = new HashSet<>();
    private final Set<Version> adaptationVersions = new HashSet<>();

    private record Version(String domain, long version) {}

    /**
     * @param releases releases in the order of publication
     * @param adaptations adaptations in the order of publication
     */
    public ReleaseHistory(List<ModelRelease> releases, List<AdaptationRecord> adaptations) {
        releases.forEach(this::add);
        adaptations.forEach(this::add);
    }

    /**
     * Returns a history with one more release. If the release is known, a record with a later rollout step or a later expiry
     * replaces the earlier record.
     */
    public ReleaseHistory with(ModelRelease release) {
        return with(List.of(release), List.of());
    }

    /** Returns a history with one more adaptation. A known adaptation is ignored. */
    public ReleaseHistory with(AdaptationRecord adaptation) {
        return with(List.of(), List.of(adaptation));
    }

    /** Returns a history with more items. Each call copies the history, so add all records of a read in one call. */
    public ReleaseHistory with(List<ModelRelease> addedReleases, List<AdaptationRecord> addedAdaptations) {
        if (addedReleases.isEmpty() && addedAdaptations.isEmpty()) {
            return this;
        }
        ReleaseHistory extended = new ReleaseHistory(List.of(), List.of());
        extended.releases.putAll(releases);
        extended.adaptations.putAll(adaptations);
        extended.newestByDomain.putAll(newestByDomain);
        extended.releaseIdByAdaptationId.putAll(releaseIdByAdaptationId);
        extended.rollbackVersions.addAll(rollbackVersions);
        extended.parentVersions.addAll(parentVersions);
        extended.adaptationVersions.addAll(adaptationVersions);
        addedReleases.forEach(extended::add);
        addedAdaptations.forEach(extended::add);
        return extended;
    }

    /** Returns the releases in the order of publication. */
    public List<ModelRelease> releases() {
        return List.copyOf(releases.values());
    }

    /** Returns the adaptations in the order of publication. */
    public List<AdaptationRecord> adaptations() {
        return List.copyOf(adaptations.values());
    }

    /**
     * Returns the newest release of a domain; if it has none, the base model. During a rollout the release
     * scores only its traffic share.
     */
    public Optional<ModelRelease> newestRelease(String domain) {
        return Optional.ofNullable(newestByDomain.getOrDefault(domain, newestByDomain.get(ModelRelease.SHARED)));
    }

    /** Returns the newest release of each domain, sorted by domain. */
    public List<ModelRelease> newestReleases() {
        return List.copyOf(newestByDomain.values());
    }

    /** Returns the aliases of each domain, sorted by domain. */
    public List<Aliases> aliases() {
        return newestByDomain.values().stream().map(Aliases::of).toList();
    }

    /** Returns the releases that are being rolled out, at most one for each domain, in the order of publication. */
    public List<ModelRelease> openRollouts() {
        return releases.values().stream()
                .filter(release -> !release.traffic().complete()
                        && newestByDomain.get(release.domain()).equals(release))
                .toList();
    }

    /** Returns the release that an adaptation published. */
    public Optional<ModelRelease> releaseOf(String adaptationId) {
        return Optional.ofNullable(releaseIdByAdaptationId.get(adaptationId)).map(releases::get);
    }

    public Optional<AdaptationRecord> adaptation(String id) {
        return Optional.ofNullable(adaptations.get(id));
    }

    /**
     * Whether the release of an adaptation was rolled back. If the record of the rollback was compacted, the rollback
     * is inferred: a later adaptation has the version of the rollback as its parent, and no adaptation published
     * that version.
     */
    public boolean wasRolledBack(AdaptationRecord record) {
        Version next = new Version(record.domain(), record.version() + 1);
        return record.outcome() == Outcome.RELEASED
                && (rollbackVersions.contains(next)
                        || (parentVersions.contains(next) && !adaptationVersions.contains(next)));
    }

    private void add(ModelRelease release) {
        ModelRelease known = releases.get(release.id());
        if (ReleaseOrder.of(known, release) != ReleaseOrder.NEWER) {
            return;
        }
        releases.put(release.id(), release);
        newestByDomain.merge(
                release.domain(),
                release,
                (one, other) -> one.id().equals(other.id()) || other.version() > one.version() ? other : one);
        releaseIdByAdaptationId.putIfAbsent(release.origin().adaptationId(), release.id());
        if (release.origin().rollbackTo() > 0) {
            rollbackVersions.add(new Version(release.domain(), release.version()));
        }
    }

    private void add(AdaptationRecord adaptation) {
        if (adaptations.putIfAbsent(adaptation.id(), adaptation) == null) {
            parentVersions.add(new Version(
                    adaptation.parent().domain(), adaptation.parent().version()));
            adaptationVersions.add(new Version(adaptation.domain(), adaptation.version()));
        }
    }
}
