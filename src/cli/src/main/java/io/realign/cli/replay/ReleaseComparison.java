package io.realign.cli.replay;

import io.realign.adaptation.gate.CheckResult;
import io.realign.event.ContentId;
import io.realign.learning.nd4j.TrainingEnvironment;
import io.realign.learning.training.TrainedModel;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares reproduced artifacts with those of a release. */
final class ReleaseComparison {
    private ReleaseComparison() {}

    /**
     * Compares a repeated training with the release.
     *
     * @param checks gate checks of the repeated training, with the current thresholds
     */
    static ReplayResult compareTraining(
            ModelRelease release, TrainedModel replayed, List<CheckResult> checks, TrainingEnvironment environment) {
        List<String> differences = new ArrayList<>();
        compareDigest(release, Artifact.Kind.INFERENCE, replayed.onnxModel(), differences);
        compareDigest(release, Artifact.Kind.TRAINING_CHECKPOINT, replayed.checkpoint(), differences);
        if (!differences.isEmpty()) {
            addCauses(release, replayed, environment, differences);
            addMissingChecks(release.origin().checks(), checks, differences);
            addThresholdDifferences(release.origin().checks(), checks, differences);
        }
        return differences.isEmpty()
                ? new ReplayResult.Identical(release.model().artifacts())
                : new ReplayResult.Different(differences);
    }

    /** Compares a rollback with the release that it restores. */
    static ReplayResult compareRollback(ModelRelease rollback, ModelRelease restored) {
        return rollback.model().artifacts().equals(restored.model().artifacts())
                ? new ReplayResult.Identical(rollback.model().artifacts())
                : new ReplayResult.Different(List.of("artifacts: %s rolls back to %s: expected %s, got %s"
                        .formatted(
                                rollback.displayName(),
                                restored.displayName(),
                                restored.model().artifacts(),
                                rollback.model().artifacts())));
    }

    private static void compareDigest(
            ModelRelease release, Artifact.Kind kind, byte[] reproduced, List<String> differences) {
        String original = release.artifact(kind).sha256();
        String digest = ContentId.digest(reproduced);
        if (!digest.equals(original)) {
            differences.add("%s: expected SHA-256 %s as in the release, got %s from the replay with seed %d"
                    .formatted(
                            kind.name().toLowerCase(Locale.ROOT),
                            original,
                            digest,
                            release.training().seed()));
        }
    }

    /** Adds possible causes of different artifacts. */
    private static void addCauses(
            ModelRelease release, TrainedModel replayed, TrainingEnvironment environment, List<String> differences) {
        Provenance provenance = release.provenance();
        if (replayed.steps() != release.training().steps()) {
            differences.add("steps: expected %d as in the release, got %d from the replay"
                    .formatted(release.training().steps(), replayed.steps()));
        }
        if (!provenance.engine().equals(environment.engine())) {
            differences.add("engine: expected %s as in the release, got %s on this machine"
                    .formatted(provenance.engine(), environment.engine()));
        }
        if (!provenance.hardware().equals(environment.hardware())) {
            differences.add("hardware: expected %s as in the release, got %s on this machine"
                    .formatted(provenance.hardware(), environment.hardware()));
        }
    }

    /**
     * Adds the checks that the replay cannot evaluate, such as that of the labelled probe, whose rows are not stored. A missing check
     * can cause a difference, because checks decide which candidate becomes the parent of later candidates.
     */
    private static void addMissingChecks(
            List<CheckResult> released, List<CheckResult> replayed, List<String> differences) {
        released.stream()
                .map(CheckResult::name)
                .filter(name ->
                        replayed.stream().noneMatch(check -> check.name().equals(name)))
                .forEach(name -> differences.add(
                        "check '%s': part of the release, cannot be evaluated in the replay".formatted(name)));
    }

    private static void addThresholdDifferences(
            List<CheckResult> released, List<CheckResult> replayed, List<String> differences) {
        for (CheckResult check : released) {
            replayed.stream()
                    .filter(other -> other.name().equals(check.name()))
                    .filter(other -> other.threshold() != check.threshold())
                    .forEach(other ->
                            differences.add("threshold of '%s': expected %s as in the release, the current value is %s"
                                    .formatted(check.name(), check.threshold(), other.threshold())));
        }
    }
}
