package io.realign.adapter.control.release;

import io.realign.adaptation.TrainingSummary;
import io.realign.adapter.control.adaptation.AdaptationRun;
import io.realign.adapter.control.adaptation.TrainingDataLoader.LoadedDataset;
import io.realign.adapter.store.ArtifactStore;
import io.realign.event.EventContract;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.training.TrainedModel;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrigin;
import io.realign.model.ReleasedModel;
import io.realign.replay.SourceData;
import io.realign.rollout.RolloutPlan;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Publishes candidates as releases. */
@Singleton
public class ReleasePublisher {
    private final ArtifactStore store;
    private final KafkaPublisher publisher;
    private final EventContract contract;
    private final Provenance provenance;
    private final Duration ttl;
    private final RolloutPlan rolloutPlan;

    /** @param ttl time for which consumers may load a release, from its creation */
    public ReleasePublisher(
            ArtifactStore store,
            KafkaPublisher publisher,
            EventContract contract,
            Provenance provenance,
            @ConfigProperty(name = "realign.release-ttl") Duration ttl,
            RolloutPlan rolloutPlan) {
        this.store = store;
        this.publisher = publisher;
        this.contract = contract;
        this.provenance = provenance;
        this.ttl = ttl;
        this.rolloutPlan = rolloutPlan;
    }

    /** Stores the artifacts of a model, which must happen before its release is published. */
    public List<Artifact> upload(TrainedModel model) throws IOException {
        return List.of(
                store.put(Kind.INFERENCE, model.onnxModel()), store.put(Kind.TRAINING_CHECKPOINT, model.checkpoint()));
    }

    /**
     * Publishes the base model.
     *
     * @param sourceCutoff events of the source with a later event time were rejected
     */
    ModelRelease publishBaseModel(
            TrainedModel model, SourceData source, long seed, Instant createdAt, Instant sourceCutoff)
            throws IOException {
        Instant noTargetEvents = Instant.EPOCH;
        List<Artifact> artifacts = upload(model);
        ModelRelease release = ModelRelease.of(
                ModelRelease.SHARED,
                1,
                ReleaseOrigin.NONE,
                new ReleasedModel(contract.featureCount(), contract.labels(), artifacts),
                new TrainingSummary(seed, model.steps(), model.alphaCurve()),
                provenance.withTraining(
                        source.trainingDigests(),
                        source.holdOutDigests(),
                        sourceCutoff,
                        noTargetEvents,
                        model.recipe()),
                createdAt,
                createdAt.plus(ttl));
        publisher.publish(release);
        return release;
    }

    /**
     * Publishes the next version of a domain at the first step of its rollout.
     *
     * @param artifacts result of {@link #upload}
     */
    public ModelRelease publishCandidate(
            AdaptationRun run,
            CandidateEvaluation selected,
            List<Artifact> artifacts,
            LoadedDataset loaded,
            Instant createdAt) {
        long parentVersion = run.parent().version();
        TrainedModel candidate = selected.candidate();
        ModelRelease release = ModelRelease.of(
                        run.alert().domain(),
                        parentVersion + 1,
                        ReleaseOrigin.adaptation(
                                parentVersion,
                                run.alert().id(),
                                run.id(),
                                selected.decidingGateResult().checks()),
                        new ReleasedModel(contract.featureCount(), contract.labels(), artifacts),
                        new TrainingSummary(run.seed(), candidate.steps(), candidate.alphaCurve()),
                        provenance.withTraining(
                                loaded.trainingDigests(),
                                loaded.holdOutDigests(),
                                loaded.sourceCutoff(),
                                loaded.targetCutoff(),
                                selected.recipe().name()),
                        createdAt,
                        createdAt.plus(ttl))
                .replacing(run.parent(), selected.predictionChange(), rolloutPlan.first(createdAt));
        publisher.publish(release);
        return release;
    }
}
