package io.realign.model;

import io.realign.adaptation.AdaptationRecord;
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
public record History(List<ModelRelease> releases, List<AdaptationRecord> adaptations) {
    public static final History EMPTY = new History(List.of(), List.of());

    public History {
        releases = List.copyOf(releases);
        adaptations = List.copyOf(adaptations);
    }

    /** With one more release; a release that is there already is not added twice. */
    public History with(ModelRelease release) {
        boolean known = releases.stream().anyMatch(other -> other.id().equals(release.id()));
        return known ? this : new History(append(releases, release), adaptations);
    }

    /** With one more record; a record that is there already is not added twice. */
    public History with(AdaptationRecord adaptation) {
        boolean known = adaptation(adaptation.id()).isPresent();
        return known ? this : new History(releases, append(adaptations, adaptation));
    }

    /** The model that serves a domain: the newest of its own, or else the shared one. */
    public Optional<ModelRelease> live(String domain) {
        return newest(domain).or(() -> newest(ModelRelease.SHARED));
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

    private Optional<ModelRelease> newest(String domain) {
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
