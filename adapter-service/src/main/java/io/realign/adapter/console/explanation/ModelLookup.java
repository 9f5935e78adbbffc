package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds adaptations, their parents and releases, and the serving models of domains. */
@Singleton
final class ModelLookup {
    private final ModelRegistry registry;
    private final ReleaseArchive archive;
    private final ArtifactStore store;

    ModelLookup(ModelRegistry registry, ReleaseArchive archive, ArtifactStore store) {
        this.registry = registry;
        this.archive = archive;
        this.store = store;
    }

    /** @param labels the classes, in the order of the model outputs */
    record ModelVersion(String domain, long version, List<String> labels, List<Artifact> artifacts) {
        private static ModelVersion of(ModelRelease release) {
            return new ModelVersion(
                    release.domain(),
                    release.version(),
                    release.model().labels(),
                    release.model().artifacts());
        }

        private static ModelVersion of(PreviousRelease previous, List<String> labels) {
            return new ModelVersion(previous.domain(), previous.version(), labels, previous.artifacts());
        }

        /** The artifact from which the training of candidates starts. */
        Artifact trainingCheckpoint() {
            return artifacts.stream()
                    .filter(artifact -> artifact.kind() == Kind.TRAINING_CHECKPOINT)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("expected a training checkpoint in version %d of %s, got %s"
                                    .formatted(version, domain, artifacts)));
        }
    }

    AdaptationRecord adaptation(String id) throws ExplanationUnavailableException {
        return registry.releaseHistory()
                .adaptation(id)
                .orElseThrow(() -> new ExplanationUnavailableException("no adaptation has the id " + id));
    }

    /** The base model, which is the only version of the domain {@code *}. */
    ModelRelease baseModel() throws ExplanationUnavailableException {
        return registry.releaseHistory()
                .newestRelease(ModelRelease.SHARED)
                .orElseThrow(
                        () -> new ExplanationUnavailableException("the base model is not released yet; retry later"));
    }

    Optional<ModelVersion> releasedBy(AdaptationRecord record) throws IOException {
        Optional<ModelRelease> known = registry.releaseHistory().releaseOf(record.id());
        boolean released = record.outcome() == Outcome.RELEASED;
        Optional<ModelRelease> release =
                known.isPresent() || !released ? known : archive.find(record.domain(), record.version());
        return release.map(ModelVersion::of);
    }

    ModelVersion parentOf(AdaptationRecord record) throws ExplanationUnavailableException, IOException {
        Optional<ModelRelease> known = registry.releaseHistory().releases().stream()
                .filter(release -> release.domain().equals(record.parent().domain())
                        && release.version() == record.parent().version())
                .findFirst();
        Optional<ModelRelease> found = known.isPresent()
                ? known
                : archive.find(record.parent().domain(), record.parent().version());
        return found.map(ModelVersion::of)
                .orElseThrow(() ->
                        new ExplanationUnavailableException("release %s@%d, the parent of adaptation %s, has expired"
                                .formatted(
                                        record.parent().domain(),
                                        record.parent().version(),
                                        record.id())));
    }

    /** Serving model of a domain. During a rollout, this is the previous release. */
    ModelVersion servingModel(String domain) throws ExplanationUnavailableException {
        ModelRelease newest = registry.releaseHistory()
                .newestRelease(domain)
                .orElseThrow(() ->
                        new ExplanationUnavailableException("no model serves %s yet; retry later".formatted(domain)));
        return newest.previous()
                .filter(previous -> !newest.traffic().complete())
                .map(previous -> ModelVersion.of(previous, newest.model().labels()))
                .orElseGet(() -> ModelVersion.of(newest));
    }

    byte[] trainingCheckpoint(ModelVersion model) throws ExplanationUnavailableException, IOException {
        Artifact artifact = model.trainingCheckpoint();
        return store.read(artifact)
                .orElseThrow(() -> new ExplanationUnavailableException(
                        "the training checkpoint %s of version %d of %s has expired; realign.retention sets how long"
                                        .formatted(artifact.sha256(), model.version(), model.domain())
                                + " checkpoints are stored"));
    }
}
