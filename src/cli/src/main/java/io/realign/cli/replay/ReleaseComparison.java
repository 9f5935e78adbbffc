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

/** Compares rebuilt artifacts with those of a release. */
final class ReleaseComparison {
    private ReleaseComparison() {}

    /** Compares a repeated training; {@code checks} are its gate checks with the current thresholds. */
    static RebuildResult compareTraining(
            ModelRelease release, Candidate candidate, List<CheckResult> checks, TrainingEnvironment here) {
        List<String> differences = new ArrayList<>();
        compareBytes(release, Artifact.Kind.INFERENCE, candidate.onnxModel(), differences);
        compareBytes(release, Artifact.Kind.TRAINING_CHECKPOINT, candidate.checkpoint(), differences);
        if (!differences.isEmpty()) {
            addCauses(release, candidate, here, differences);
            addMissingChecks(release.origin().checks(), checks, differences);
            addThresholdDifferences(release.origin().checks(), checks, differences);
        }
        return differences.isEmpty()
                ? new RebuildResult.Identical(release.model().artifacts())
                : new RebuildResult.Different(differences);
    }

    /** Compares a rollback with the release that it restores. */
    static RebuildResult compareRollback(ModelRelease rollback, ModelRelease earlier) {
        return rollback.model().artifacts().equals(earlier.model().artifacts())
                ? new RebuildResult.Identical(rollback.model().artifacts())
                : new RebuildResult.Different(List.of("artifacts: %s rolls back to %s with artifacts %s, got %s"
                        .formatted(
                                rollback.displayName(),
                                earlier.displayName(),
                                earlier.model().artifacts(),
                                rollback.model().artifacts())));
    }

    private static void compareBytes(
            ModelRelease release, Artifact.Kind kind, byte[] rebuilt, List<String> differences) {
        String original = release.artifact(kind).sha256();
        String digest = ContentId.digest(rebuilt);
        if (!digest.equals(original)) {
            differences.add("%s: the release names %s, the replay with seed %d produced %s"
                    .formatted(
                            kind.name().toLowerCase(Locale.ROOT),
                            original,
                            release.training().seed(),
                            digest));
        }
    }

    /** Adds possible causes of different bytes. */
    private static void addCauses(
            ModelRelease release, Candidate candidate, TrainingEnvironment here, List<String> differences) {
        Provenance provenance = release.provenance();
        if (candidate.steps() != release.training().steps()) {
            differences.add("steps: the release names %d, the replay took %d"
                    .formatted(release.training().steps(), candidate.steps()));
        }
        if (!provenance.engine().equals(here.engine())) {
            differences.add(
                    "engine: the release names %s, this machine has %s".formatted(provenance.engine(), here.engine()));
        }
        if (!provenance.hardware().equals(here.hardware())) {
            differences.add("hardware: the release names %s, this machine has %s"
                    .formatted(provenance.hardware(), here.hardware()));
        }
    }

    /** Labelled probe rows are not stored, but their check can have changed which candidate later trainings started from. */
    private static void addMissingChecks(List<CheckResult> released, List<CheckResult> here, List<String> differences) {
        released.stream()
                .map(CheckResult::name)
                .filter(name -> here.stream().noneMatch(same -> same.name().equals(name)))
                .forEach(name ->
                        differences.add("check '%s': part of the release, cannot be evaluated here".formatted(name)));
    }

    private static void addThresholdDifferences(
            List<CheckResult> released, List<CheckResult> here, List<String> differences) {
        for (CheckResult check : released) {
            here.stream()
                    .filter(same -> same.name().equals(check.name()))
                    .filter(same -> same.threshold() != check.threshold())
                    .forEach(other -> differences.add("threshold of '%s': the release names %s, the current value is %s"
                            .formatted(check.name(), check.threshold(), other.threshold())));
        }
    }
}
