package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The models that adaptations began and ended with, and those that serve. */
public record ModelLookup(ModelRegistry registry, ReleaseArchive archive, ArtifactStore store) {
    /**
     * A model that is or was in use.
     *
     * @param labels of its classes, in the order of its outputs
     */
    record ModelVersion(String domain, long version, List<String> labels, List<Artifact> artifacts) {
        private static ModelVersion of(ModelRelease release) {
            return new ModelVersion(release.domain(), release.version(), release.labels(), release.artifacts());
        }

        private static ModelVersion of(PreviousRelease before, List<String> labels) {
            return new ModelVersion(before.domain(), before.version(), labels, before.artifacts());
        }

        Artifact continuation() {
            return artifacts.stream()
                    .filter(artifact -> artifact.kind() == Kind.TRAINING_CHECKPOINT)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("expected version %d of %s to name a continuation, got %s"
                                    .formatted(version, domain, artifacts)));
        }
    }

    /** An adaptation that has ended. */
    Optional<AdaptationRecord> findAdaptation(String id) {
        return registry.history().adaptation(id);
    }

    /** The shared version 1. */
    ModelRelease baseModel() throws ExplanationUnavailableException {
        return registry.history()
                .newestRelease(ModelRelease.SHARED)
                .orElseThrow(() ->
                        new ExplanationUnavailableException("expected version 1, which is not made yet; ask again"));
    }

    /** What an adaptation has released. */
    Optional<ModelVersion> releasedBy(AdaptationRecord record) throws IOException {
        Optional<ModelRelease> known = registry.history().releaseOf(record.id());
        Optional<ModelRelease> release =
                known.isPresent() || record.version() == 0 ? known : archive.find(record.domain(), record.version());
        return release.map(ModelVersion::of);
    }

    /** What an adaptation continued. */
    ModelVersion parentOf(AdaptationRecord record) throws ExplanationUnavailableException, IOException {
        Optional<ModelRelease> known = registry.history().releases().stream()
                .filter(release ->
                        release.domain().equals(record.parentDomain()) && release.version() == record.parentVersion())
                .findFirst();
        Optional<ModelRelease> found =
                known.isPresent() ? known : archive.find(record.parentDomain(), record.parentVersion());
        return found.map(ModelVersion::of)
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "expected release %s@%d, which adaptation %s continued, it is not known any more"
                                .formatted(record.parentDomain(), record.parentVersion(), record.id())));
    }

    /** The model that scores all events of a domain, or all that a release that is being rolled out does not. */
    ModelVersion servingModel(String domain) throws ExplanationUnavailableException {
        ModelRelease newest = registry.history()
                .newestRelease(domain)
                .orElseThrow(() ->
                        new ExplanationUnavailableException("no model serves %s yet; ask again".formatted(domain)));
        return newest.previous()
                .filter(before -> !newest.traffic().complete())
                .map(before -> ModelVersion.of(before, newest.labels()))
                .orElseGet(() -> ModelVersion.of(newest));
    }

    /** What training goes on from, and what a model's features can be had of. */
    byte[] continuation(ModelVersion model) throws ExplanationUnavailableException, IOException {
        Artifact artifact = model.continuation();
        return store.read(artifact)
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "expected the continuation %s of version %d of %s, it is not there; see realign.retain for how long"
                                        .formatted(artifact.sha256(), model.version(), model.domain())
                                + " old ones are kept"));
    }
}
