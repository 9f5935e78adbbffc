package io.realign.model;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All releases and adaptations so far. Immutable and thread-safe.
 *
 * <p>Adding an item takes constant time: it only links the new history to the previous one. The first query of a history builds
 * its index from the nearest indexed predecessor, so reading a topic of n records costs O(n).
 */
public final class ReleaseHistory {
    public static final ReleaseHistory EMPTY = new ReleaseHistory(new Index());

    private ReleaseHistory previous;
    private Object added;
    private Index index;

    private ReleaseHistory(Index index) {
        this.index = index;
    }

    private ReleaseHistory(ReleaseHistory previous, Object added) {
        this.previous = previous;
        this.added = added;
    }

    /**
     * @param releases releases in the order of publication
     * @param adaptations adaptations in the order of publication
     */
    public ReleaseHistory(List<ModelRelease> releases, List<AdaptationRecord> adaptations) {
        index = new Index();
        releases.forEach(index::add);
        adaptations.forEach(index::add);
    }

    /** Returns a history with one more release. The newest step of a known release replaces the earlier one. */
    public ReleaseHistory with(ModelRelease release) {
        return new ReleaseHistory(this, release);
    }

    /** Returns a history with one more adaptation; known ones are ignored. */
    public ReleaseHistory with(AdaptationRecord adaptation) {
        return new ReleaseHistory(this, adaptation);
    }

    /** Returns the releases in the order of publication. */
    public List<ModelRelease> releases() {
        return List.copyOf(index().releases.values());
    }

    /** Returns the adaptations in the order of publication. */
    public List<AdaptationRecord> adaptations() {
        return List.copyOf(index().adaptations.values());
    }

    /** Returns the newest release of a domain, or the shared one. During a rollout it does not score all events. */
    public Optional<ModelRelease> newestRelease(String domain) {
        Map<String, ModelRelease> newest = index().newest;
        return Optional.ofNullable(newest.getOrDefault(domain, newest.get(ModelRelease.SHARED)));
    }

    /** Returns the roles of the versions of each lineage, sorted by domain. */
    public List<Aliases> aliases() {
        return index().newest.values().stream().map(Aliases::of).toList();
    }

    /** Returns the releases that are being rolled out, at most one for each domain, in the order of publication. */
    public List<ModelRelease> openRollouts() {
        Index current = index();
        return current.releases.values().stream()
                .filter(release -> !release.traffic().complete()
                        && current.newest.get(release.domain()).equals(release))
                .toList();
    }

    /** Returns the release of an adaptation. */
    public Optional<ModelRelease> releaseOf(String adaptationId) {
        Index current = index();
        return Optional.ofNullable(current.releaseOfAdaptation.get(adaptationId))
                .map(current.releases::get);
    }

    public Optional<AdaptationRecord> adaptation(String id) {
        return Optional.ofNullable(index().adaptations.get(id));
    }

    /**
     * Whether the release of an adaptation was rolled back. If the record of the rollback was compacted, the rollback shows as
     * the parent version of a later adaptation without an adaptation of its own.
     */
    public boolean wasRolledBack(AdaptationRecord record) {
        Version next = new Version(record.domain(), record.version() + 1);
        Index current = index();
        return record.outcome() == Outcome.RELEASED
                && (current.rollbacks.contains(next)
                        || (current.parents.contains(next) && !current.adapted.contains(next)));
    }

    private Index index() {
        Deque<ReleaseHistory> unindexed = new ArrayDeque<>();
        ReleaseHistory ancestor = this;
        while (true) {
            synchronized (ancestor) {
                if (ancestor.index != null) {
                    break;
                }
                unindexed.push(ancestor);
                ancestor = ancestor.previous;
            }
        }
        if (unindexed.isEmpty()) {
            return ancestor.index;
        }
        Index built = new Index(ancestor.index);
        unindexed.forEach(history -> built.add(history.added));
        return indexed(built);
    }

    /** Sets the index and releases the predecessors. Concurrent queries may build it twice, with the same content. */
    private synchronized Index indexed(Index built) {
        if (index == null) {
            index = built;
            previous = null;
        }
        return index;
    }

    private record Version(String domain, long version) {}

    /** Not modified after it was set as the index of a history. */
    private static final class Index {
        private final Map<String, ModelRelease> releases = new LinkedHashMap<>();
        private final Map<String, AdaptationRecord> adaptations = new LinkedHashMap<>();
        private final Map<String, ModelRelease> newest = new TreeMap<>();
        private final Map<String, String> releaseOfAdaptation = new HashMap<>();
        private final Set<Version> rollbacks = new HashSet<>();
        private final Set<Version> parents = new HashSet<>();
        private final Set<Version> adapted = new HashSet<>();

        Index() {}

        Index(Index other) {
            releases.putAll(other.releases);
            adaptations.putAll(other.adaptations);
            newest.putAll(other.newest);
            releaseOfAdaptation.putAll(other.releaseOfAdaptation);
            rollbacks.addAll(other.rollbacks);
            parents.addAll(other.parents);
            adapted.addAll(other.adapted);
        }

        void add(Object item) {
            if (item instanceof ModelRelease release) {
                add(release);
            } else if (item instanceof AdaptationRecord adaptation) {
                add(adaptation);
            }
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
}
