package io.realign.model;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What has been released and tried so far. Never changes: each message makes a new one.
 *
 * @param releases in the order in which they were published
 * @param adaptations in the order in which they were published
 */
public record ReleaseHistory(List<ModelRelease> releases, List<AdaptationRecord> adaptations) {
    public static final ReleaseHistory EMPTY = new ReleaseHistory(List.of(), List.of());

    public ReleaseHistory {
        releases = List.copyOf(releases);
        adaptations = List.copyOf(adaptations);
    }

    /** With one more release; of one that is there already, its newest step takes the place of the earlier ones. */
    public ReleaseHistory with(ModelRelease release) {
        List<ModelRelease> longer = new ArrayList<>(releases);
        for (int i = 0; i < longer.size(); i++) {
            if (longer.get(i).id().equals(release.id())) {
                if (ReleaseOrder.of(longer.get(i), release) == ReleaseOrder.NEWER) {
                    longer.set(i, release);
                }
                return new ReleaseHistory(longer, adaptations);
            }
        }
        longer.add(release);
        return new ReleaseHistory(longer, adaptations);
    }

    /** With one more record; a record that is there already is not added twice. */
    public ReleaseHistory with(AdaptationRecord adaptation) {
        boolean known = adaptation(adaptation.id()).isPresent();
        return known ? this : new ReleaseHistory(releases, append(adaptations, adaptation));
    }

    /** The newest release of a domain, or else the shared one; while it is being rolled out, it does not serve alone. */
    public Optional<ModelRelease> newestRelease(String domain) {
        return newestOfLineage(domain).or(() -> newestOfLineage(ModelRelease.SHARED));
    }

    /** What the versions of each lineage are, by its name. */
    public List<Aliases> aliases() {
        return releases.stream()
                .map(ModelRelease::domain)
                .distinct()
                .sorted()
                .flatMap(domain -> newestOfLineage(domain).stream())
                .map(Aliases::of)
                .toList();
    }

    /** The releases that are being rolled out, one for each domain at most. */
    public List<ModelRelease> openRollouts() {
        return releases.stream()
                .filter(release -> !release.traffic().complete())
                .filter(release -> newestOfLineage(release.domain())
                        .filter(release::equals)
                        .isPresent())
                .toList();
    }

    /** The release that an adaptation led to. */
    public Optional<ModelRelease> releaseOf(String adaptationId) {
        return releases.stream()
                .filter(release -> release.adaptationId().equals(adaptationId))
                .findFirst();
    }

    /** How an adaptation ended. */
    public Optional<AdaptationRecord> adaptation(String id) {
        return adaptations.stream().filter(record -> record.id().equals(id)).findFirst();
    }

    /**
     * Whether the release that an adaptation led to has been followed by the one before it. A rollback that the topic has
     * let go of shows as a version that a later adaptation continued and that none released.
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

    private static <T> List<T> append(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }
}
