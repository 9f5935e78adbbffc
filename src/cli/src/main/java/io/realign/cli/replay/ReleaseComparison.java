package io.realign.cli.replay;

import io.realign.adaptation.gate.CheckResult;
import io.realign.event.ContentId;
import io.realign.learning.nd4j.TrainingEnvironment;
import io.realign.learning.training.Candidate;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Holds what came out again against what a release says. */
final class ReleaseComparison {
    private ReleaseComparison() {}

    /**
     * The result for a release that was made anew.
     *
     * @param votes what the gate says here, with the thresholds that it has here; empty for version 1
     */
    static RebuildResult of(
            ModelRelease release, Candidate candidate, List<CheckResult> votes, TrainingEnvironment here) {
        List<String> differences = new ArrayList<>();
        bytes(release, Artifact.Kind.INFERENCE, candidate.inference(), differences);
        bytes(release, Artifact.Kind.TRAINING_CHECKPOINT, candidate.checkpoint(), differences);
        if (!differences.isEmpty()) {
            causes(release, candidate, here, differences);
            missingChecks(release.checks(), votes, differences);
            thresholds(release.checks(), votes, differences);
        }
        return differences.isEmpty()
                ? new RebuildResult.Identical(release.artifacts())
                : new RebuildResult.Different(differences);
    }

    /** The result for a release that brings back the artifacts of an earlier one. */
    static RebuildResult of(ModelRelease rollback, ModelRelease earlier) {
        return rollback.artifacts().equals(earlier.artifacts())
                ? new RebuildResult.Identical(rollback.artifacts())
                : new RebuildResult.Different(List.of("artifacts: %s brings back %s, whose artifacts are %s, got %s"
                        .formatted(
                                rollback.displayName(),
                                earlier.displayName(),
                                earlier.artifacts(),
                                rollback.artifacts())));
    }

    private static void bytes(ModelRelease release, Artifact.Kind kind, byte[] made, List<String> differences) {
        String named = release.artifact(kind).sha256();
        String digest = ContentId.digest(made);
        if (!digest.equals(named)) {
            differences.add("%s: the release names %s, seed %d makes %s"
                    .formatted(kind.name().toLowerCase(Locale.ROOT), named, release.seed(), digest));
        }
    }

    /** What may have made the bytes differ. */
    private static void causes(
            ModelRelease release, Candidate candidate, TrainingEnvironment here, List<String> differences) {
        Provenance provenance = release.provenance();
        if (candidate.steps() != release.trainingSteps()) {
            differences.add("steps: the release names %d, here %d were taken"
                    .formatted(release.trainingSteps(), candidate.steps()));
        }
        if (!provenance.engine().equals(here.engine())) {
            differences.add("engine: the release names %s, here is %s".formatted(provenance.engine(), here.engine()));
        }
        if (!provenance.hardware().equals(here.hardware())) {
            differences.add(
                    "hardware: the release names %s, here is %s".formatted(provenance.hardware(), here.hardware()));
        }
    }

    /** Labelled rows of the target are nowhere kept, and what they made the gate say may have changed what was gone on from. */
    private static void missingChecks(List<CheckResult> released, List<CheckResult> here, List<String> differences) {
        released.stream()
                .map(CheckResult::name)
                .filter(name -> here.stream().noneMatch(same -> same.name().equals(name)))
                .forEach(name ->
                        differences.add("vote '%s': the release has it, here nobody can give it".formatted(name)));
    }

    private static void thresholds(List<CheckResult> released, List<CheckResult> here, List<String> differences) {
        for (CheckResult vote : released) {
            here.stream()
                    .filter(same -> same.name().equals(vote.name()))
                    .filter(same -> same.threshold() != vote.threshold())
                    .forEach(other -> differences.add("threshold of '%s': the release names %s, here it is %s"
                            .formatted(vote.name(), vote.threshold(), other.threshold())));
        }
    }
}
