package io.realign.adapter;

import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.Publisher;
import io.realign.client.log.SourceData;
import io.realign.learning.portfolio.Trial;
import io.realign.learning.training.Candidate;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.rollout.RolloutPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Turns candidates into releases: first the artifacts are stored, then the release that names them is published.
 *
 * @param labels the classes, in the order of the model's outputs
 * @param program what makes them
 * @param validity how long after it is made a release may be loaded
 * @param plan the steps in which it takes the place of the one before
 */
record Releases(
        ArtifactStore store,
        Publisher publisher,
        int features,
        List<String> labels,
        Provenance program,
        Duration validity,
        RolloutPlan plan) {
    /**
     * Publishes version 1.
     *
     * @param until no later event of the source was used
     */
    ModelRelease first(Candidate candidate, SourceData source, long seed, Instant createdAt, Instant until)
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
                source.trained(),
                seed,
                candidate.steps(),
                candidate.alpha(),
                List.of(),
                createdAt,
                program.of(source.judged(), until, Instant.EPOCH, candidate.recipe()),
                createdAt.plus(validity),
                0);
        publisher.publish(release);
        return release;
    }

    /** Publishes the next version of a domain, which scores nothing yet. */
    ModelRelease next(Episode episode, Trial judged, MaterialSource.Drawn drawn, Instant createdAt) throws IOException {
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
                        drawn.data(),
                        episode.seed(),
                        judged.candidate().steps(),
                        judged.candidate().alpha(),
                        judged.verdict().votes(),
                        createdAt,
                        program.of(
                                drawn.heldOut(),
                                drawn.sourceUntil(),
                                drawn.targetUntil(),
                                judged.recipe().name()),
                        createdAt.plus(validity),
                        0)
                .after(episode.parent(), judged.change(), plan.first(createdAt));
        publisher.publish(release);
        return release;
    }

    private List<Artifact> store(Candidate candidate) throws IOException {
        return List.of(
                store.put(Kind.INFERENCE, candidate.inference()),
                store.put(Kind.CONTINUATION, candidate.continuation()));
    }
}
