package io.realign.model;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All releases and adaptations so far. Immutable.
 *
 * @param releases releases in the order of publication
 * @param adaptations adaptations in the order of publication
 */
public record ReleaseHistory(List<ModelRelease> releases, List<AdaptationRecord> adaptations) {
    public static final ReleaseHistory EMPTY = new ReleaseHistory(List.of(), List.of());

    public ReleaseHistory {
        releases = List.copyOf(releases);
        adaptations = List.copyOf(adaptations);
    }

    /** Returns a copy with a release. The newest step of a known release replaces the earlier one. */
    public ReleaseHistory with(ModelRelease release) {
        List<ModelRelease> updated = new ArrayList<>(releases);
        for (int i = 0; i < updated.size(); i++) {
            if (updated.get(i).id().equals(release.id())) {
                if (ReleaseOrder.of(updated.get(i), release) == ReleaseOrder.NEWER) {
                    updated.set(i, release);
                }
                return new ReleaseHistory(updated, adaptations);
            }
        }
        updated.add(release);
        return new ReleaseHistory(updated, adaptations);
    }

    /** Returns a copy with an adaptation; known ones are ignored. */
    public ReleaseHistory with(AdaptationRecord adaptation) {
        if (adaptation(adaptation.id()).isPresent()) {
            return this;
        }
        List<AdaptationRecord> updated = new ArrayList<>(adaptations);
        updated.add(adaptation);
        return new ReleaseHistory(releases, updated);
    }

    /** Returns the newest release of a domain, or the shared one. During a rollout it does not score all events. */
    public Optional<ModelRelease> newestRelease(String domain) {
        return newestOfLineage(domain).or(() -> newestOfLineage(ModelRelease.SHARED));
    }

    /** Returns the roles of the versions of each lineage, sorted by domain. */
    public List<Aliases> aliases() {
        return newestByDomain().values().stream().map(Aliases::of).toList();
    }

    /** Returns the releases that are being rolled out, at most one for each domain. */
    public List<ModelRelease> openRollouts() {
        Map<String, ModelRelease> newest = newestByDomain();
        return releases.stream()
                .filter(release -> !release.traffic().complete()
                        && newest.get(release.domain()).equals(release))
                .toList();
    }

    /** Returns the release of an adaptation. */
    public Optional<ModelRelease> releaseOf(String adaptationId) {
        return releases.stream()
                .filter(release -> release.adaptationId().equals(adaptationId))
                .findFirst();
    }

    public Optional<AdaptationRecord> adaptation(String id) {
        return adaptations.stream().filter(record -> record.id().equals(id)).findFirst();
    }

    /**
     * Whether the release of an adaptation was rolled back. If the record of the rollback was compacted, the rollback
     * shows as the parent version of a later adaptation without an adaptation of its own.
     */
    public boolean wasRolledBack(AdaptationRecord record) {
        long next = record.version() + 1;
        return record.outcome() == Outcome.RELEASED
                && (releases.stream()
                                .filter(release -> release.domain().equals(record.domain()))
                                .anyMatch(release -> release.version() == next && release.rollbackTo() > 0)
                        || (wasParent(record.domain(), next) && !hasAdaptationRecord(record.domain(), next)));
    }

    private boolean wasParent(String domain, long version) {
        return adaptations.stream()
                .anyMatch(record -> record.parentDomain().equals(domain) && record.parentVersion() == version);
    }

    private boolean hasAdaptationRecord(String domain, long version) {
        return adaptations.stream().anyMatch(record -> record.domain().equals(domain) && record.version() == version);
    }

    private Optional<ModelRelease> newestOfLineage(String domain) {
        return releases.stream()
                .filter(release -> release.domain().equals(domain))
                .max(Comparator.comparingLong(ModelRelease::version));
    }

    private Map<String, ModelRelease> newestByDomain() {
        return releases.stream()
                .collect(Collectors.toMap(
                        ModelRelease::domain,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(ModelRelease::version)),
                        TreeMap::new));
    }
}
