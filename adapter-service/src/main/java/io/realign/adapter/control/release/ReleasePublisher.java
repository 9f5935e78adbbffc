package io.realign.adapter.control.release;

import io.realign.adapter.control.adaptation.AdaptationRun;
import io.realign.adapter.control.adaptation.TrainingDataLoader;
import io.realign.adapter.store.ArtifactStore;
import io.realign.learning.portfolio.CandidateEvaluation;
import io.realign.learning.training.Candidate;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.replay.SourceData;
import io.realign.rollout.RolloutPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Turns candidates into releases: first the artifacts are stored, then the release that names them is published.
 *
 * @param labels the classes, in the order of the model's outputs
 * @param provenance what makes them
 * @param ttl how long after it is made a release may be loaded
 * @param rolloutPlan the steps in which it takes the place of the one before
 */
public record ReleasePublisher(
        ArtifactStore store,
        KafkaPublisher publisher,
        int features,
        List<String> labels,
        Provenance provenance,
        Duration ttl,
        RolloutPlan rolloutPlan) {
    /**
     * Publishes version 1.
     *
     * @param until no later event of the source was used
     */
    ModelRelease publishBaseModel(Candidate candidate, SourceData source, long seed, Instant createdAt, Instant until)
            throws IOException {
        List<Artifact> artifacts = store(candidate);
        ModelRelease release = new ModelRelease(
                ModelRelease.id(ModelRelease.SHARED, 1, artifacts),
                ModelRelease.SHARED,
                1,
                0,
                "",
                "",
                features,
                labels,
                artifacts,
                source.trainingDigests(),
                seed,
                candidate.steps(),
                candidate.alphaCurve(),
                List.of(),
                createdAt,
                provenance.withTraining(source.heldOutDigests(), until, Instant.EPOCH, candidate.recipe()),
                createdAt.plus(ttl),
                0);
        publisher.publish(release);
        return release;
    }

    /** Publishes the next version of a domain, which scores nothing yet. */
    public ModelRelease publishCandidate(
            AdaptationRun episode,
            CandidateEvaluation judged,
            TrainingDataLoader.LoadedDataset drawn,
            Instant createdAt)
            throws IOException {
        String domain = episode.alert().domain();
        long version = episode.parent().version() + 1;
        List<Artifact> artifacts = store(judged.candidate());
        ModelRelease release = new ModelRelease(
                        ModelRelease.id(domain, version, artifacts),
                        domain,
                        version,
                        episode.parent().version(),
                        episode.alert().id(),
                        episode.id(),
                        features,
                        labels,
                        artifacts,
                        drawn.trainingDigests(),
                        episode.seed(),
                        judged.candidate().steps(),
                        judged.candidate().alphaCurve(),
                        judged.verdict().checks(),
                        createdAt,
                        provenance.withTraining(
                                drawn.holdOutDigests(),
                                drawn.sourceUntil(),
                                drawn.targetUntil(),
                                judged.recipe().name()),
                        createdAt.plus(ttl),
                        0)
                .replacing(episode.parent(), judged.predictionChange(), rolloutPlan.first(createdAt));
        publisher.publish(release);
        return release;
    }

    private List<Artifact> store(Candidate candidate) throws IOException {
        return List.of(
                store.put(Kind.INFERENCE, candidate.inference()),
                store.put(Kind.TRAINING_CHECKPOINT, candidate.checkpoint()));
    }
}
