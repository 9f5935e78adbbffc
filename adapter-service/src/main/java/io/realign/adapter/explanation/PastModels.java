package io.realign.adapter.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.ReleaseArchive;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.Predecessor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The models that adaptations began and ended with, and those that serve. */
public record PastModels(Registry registry, ReleaseArchive archive, ArtifactStore store) {
    /**
     * A model that is or was in use.
     *
     * @param labels of its classes, in the order of its outputs
     */
    record Past(String domain, long version, List<String> labels, List<Artifact> artifacts) {
        private static Past of(ModelRelease release) {
            return new Past(release.domain(), release.version(), release.labels(), release.artifacts());
        }

        private static Past of(Predecessor before, List<String> labels) {
            return new Past(before.domain(), before.version(), labels, before.artifacts());
        }

        Artifact continuation() {
            return artifacts.stream()
                    .filter(artifact -> artifact.kind() == Kind.CONTINUATION)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("expected version %d of %s to name a continuation, got %s"
                                    .formatted(version, domain, artifacts)));
        }
    }

    /** An adaptation that has ended. */
    Optional<AdaptationRecord> adaptation(String id) {
        return registry.history().adaptation(id);
    }

    /** The shared version 1. */
    ModelRelease first() throws NoAnswerException {
        return registry.history()
                .newest(ModelRelease.SHARED)
                .orElseThrow(() -> new NoAnswerException("expected version 1, which is not made yet; ask again"));
    }

    /** What an adaptation has released. */
    Optional<Past> madeBy(AdaptationRecord record) throws IOException {
        Optional<ModelRelease> known = registry.history().releaseOf(record.id());
        Optional<ModelRelease> release =
                known.isPresent() || record.version() == 0 ? known : archive.find(record.domain(), record.version());
        return release.map(Past::of);
    }

    /** What an adaptation continued. */
    Past parentOf(AdaptationRecord record) throws NoAnswerException, IOException {
        Optional<ModelRelease> known = registry.history().releases().stream()
                .filter(release ->
                        release.domain().equals(record.parentDomain()) && release.version() == record.parentVersion())
                .findFirst();
        Optional<ModelRelease> found =
                known.isPresent() ? known : archive.find(record.parentDomain(), record.parentVersion());
        return found.map(Past::of)
                .orElseThrow(() -> new NoAnswerException(
                        "expected release %s@%d, which adaptation %s continued, it is not known any more"
                                .formatted(record.parentDomain(), record.parentVersion(), record.id())));
    }

    /** The model that scores all events of a domain, or all that a release that is being rolled out does not. */
    Past live(String domain) throws NoAnswerException {
        ModelRelease newest = registry.history()
                .newest(domain)
                .orElseThrow(() -> new NoAnswerException("no model serves %s yet; ask again".formatted(domain)));
        return newest.predecessor()
                .filter(before -> !newest.exposure().complete())
                .map(before -> Past.of(before, newest.labels()))
                .orElseGet(() -> Past.of(newest));
    }

    /** What training goes on from, and what a model's features can be had of. */
    byte[] continuation(Past model) throws NoAnswerException, IOException {
        Artifact artifact = model.continuation();
        return store.read(artifact)
                .orElseThrow(() -> new NoAnswerException(
                        "expected the continuation %s of version %d of %s, it is not there; see realign.retain for how long"
                                        .formatted(artifact.sha256(), model.version(), model.domain())
                                + " old ones are kept"));
    }
}
