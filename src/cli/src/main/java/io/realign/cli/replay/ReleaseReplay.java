package io.realign.cli.replay;

import io.realign.adaptation.gate.GateSettings;
import io.realign.client.internal.OnnxScorer;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.nd4j.TrainingEnvironment;
import io.realign.learning.selection.AdaptationDataset;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.CandidateSelector;
import io.realign.learning.selection.ProbeRows;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.selection.ServingModel;
import io.realign.learning.selection.SourceOnlyTraining;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.replay.EventSlice;
import io.realign.replay.SourceData;
import java.util.List;
import java.util.function.Consumer;

/**
 * Repeats the training of a release and compares the artifacts.
 *
 * @param output receives a line per stage
 * @param progress receives each training step
 */
record ReleaseReplay(
        VerifiedReleases releases, TrainingEventReader events, Consumer<String> output, TrainingListener progress) {
    ReplayResult run(ReleaseReference reference) {
        try {
            return run(releases.get(reference));
        } catch (ReplayFailedException e) {
            return e.result();
        }
    }

    private ReplayResult run(ModelRelease release) throws ReplayFailedException {
        output.accept("release %s, %s, created at %s by %s"
                .formatted(
                        release.displayName(),
                        release.id(),
                        release.createdAt(),
                        release.provenance().codeVersion()));
        if (release.origin().rollbackTo() > 0) {
            ModelRelease restored = releases.get(ReleaseReference.DomainVersion.of(
                    release.domain(), release.origin().rollbackTo()));
            output.accept("rollback to %s: comparing artifacts without training".formatted(restored.displayName()));
            return ReleaseComparison.compareRollback(release, restored);
        }
        if (!release.provenance().reproducible()) {
            throw ReplayFailedException.missing(
                    "release %s has no source cutoff, so its training events are unknown: it was created by an older version"
                            .formatted(release.displayName()));
        }
        return release.origin().parentVersion() == 0 ? replayBaseModel(release) : replayAdaptation(release);
    }

    private ReplayResult replayBaseModel(ModelRelease release) throws ReplayFailedException {
        SourceData source = events.readSource(release);
        output.accept("training on the source, seed " + release.training().seed());
        TrainedModel baseModel = new SourceOnlyTraining(new Trainer(new Nd4jEngine()))
                .train(
                        EventSlice.events(source.training()),
                        release.model().featureCount(),
                        release.model().labels(),
                        release.training().seed(),
                        progress);
        return ReleaseComparison.compareTraining(release, baseModel, List.of(), TrainingEnvironment.current());
    }

    private ReplayResult replayAdaptation(ModelRelease release) throws ReplayFailedException {
        SourceData source = events.readSource(release);
        List<EventSlice> target = events.readTarget(release);
        ServingModel parent = parent(release);
        AdaptationDataset data = AdaptationDataset.fromEvents(
                EventSlice.events(source.training()),
                EventSlice.events(source.holdOut()),
                EventSlice.events(target),
                release.model().labels(),
                ProbeRows.NONE);
        output.accept("adapting, seed " + release.training().seed());
        SelectionResult selection = candidateSelector(release)
                .select(
                        parent,
                        TrainingSources.of(data.source()),
                        data.holdOut(),
                        data.target(),
                        data.probe(),
                        release.training().seed(),
                        Long.MAX_VALUE,
                        progress);
        CandidateEvaluation evaluation = releasedCandidate(release, selection);
        output.accept("evaluated %d candidates; the released candidate is '%s'"
                .formatted(selection.candidates().size(), evaluation.recipe().name()));
        return ReleaseComparison.compareTraining(
                release,
                evaluation.candidate(),
                evaluation.decidingGateResult().checks(),
                TrainingEnvironment.current());
    }

    /** The candidate that was released, by the gate or manually. */
    private static CandidateEvaluation releasedCandidate(ModelRelease release, SelectionResult selection)
            throws ReplayFailedException {
        String recipe = release.provenance().recipe();
        return selection.candidates().stream()
                .filter(candidate -> candidate.recipe().name().equals(recipe))
                .findFirst()
                .orElseThrow(() -> ReplayFailedException.different(
                        "candidates: expected '%s' as in the release, got %s from the replay; checks: %s"
                                .formatted(
                                        recipe,
                                        selection.candidates().stream()
                                                .map(candidate ->
                                                        candidate.recipe().name())
                                                .toList(),
                                        selection.decidingGateResult().checks())));
    }

    /** A selector without a CPU time limit. Candidates beyond the original limit do not affect the candidates before them. */
    private static CandidateSelector candidateSelector(ModelRelease release) {
        OnnxScorer scorer =
                new OnnxScorer(release.model().featureCount(), release.model().labels());
        return new CandidateSelector(
                new Trainer(new Nd4jEngine()), scorer::probabilities, GateSettings.DEFAULT, () -> 0);
    }

    private ServingModel parent(ModelRelease release) throws ReplayFailedException {
        ReleaseReference.DomainVersion reference = ReleaseReference.DomainVersion.of(
                release.domain(), release.origin().parentVersion());
        List<Artifact> artifacts = release.previous()
                .filter(previous ->
                        previous.domain().equals(reference.domain()) && previous.version() == reference.version())
                .map(PreviousRelease::artifacts)
                .orElse(List.of());
        if (artifacts.isEmpty()) {
            artifacts = releases.get(reference).model().artifacts();
        }
        ServingModel parent = new ServingModel(
                fetchArtifact(reference, artifacts, Artifact.Kind.INFERENCE),
                fetchArtifact(reference, artifacts, Artifact.Kind.TRAINING_CHECKPOINT));
        output.accept("parent: %s, both artifacts verified".formatted(reference));
        return parent;
    }

    private byte[] fetchArtifact(ReleaseReference.DomainVersion release, List<Artifact> artifacts, Artifact.Kind kind)
            throws ReplayFailedException {
        Artifact artifact = artifacts.stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .orElseThrow(() -> ReplayFailedException.missing(
                        "release %s has no artifact of kind %s".formatted(release, kind)));
        return events.fetch("%s artifact of %s".formatted(kind, release), artifact.sha256());
    }
}
