package io.realign.adapter.control.adaptation;

import io.realign.adaptation.AdaptationInput;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.AdaptationTiming;
import io.realign.adaptation.ParentModel;
import io.realign.adaptation.TrainingSummary;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evaluation;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.SelectionResult;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrigin;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.List;

/**
 * One adaptation, from an alert to its outcome.
 *
 * @param id adaptation id
 * @param alert alert that triggered the adaptation
 * @param parent serving model that the candidates are trained from
 * @param seed random seed, see {@link #seed(long, String)}
 */
public record AdaptationRun(String id, DriftAlert alert, ModelRelease parent, long seed, Instant startedAt) {
    /** 15 hexadecimal digits are 60 bits, which fit a positive long. */
    private static final int SEED_DIGITS = 15;

    /** CPU time of a new record until {@link AdaptationRecord#withCpuTime}, and of a record that is derived from its release. */
    private static final long CPU_TIME_UNKNOWN = 0;

    private static final long NO_VERSION = 0;

    /** Derives the seed of an adaptation from the configured seed and the adaptation id. */
    public static long seed(long configured, String id) {
        return Long.parseLong(
                ContentId.of("seed", Long.toString(configured), id).substring(0, SEED_DIGITS), 16);
    }

    /** Record of an adaptation, derived from its published release. */
    public static AdaptationRecord released(ModelRelease release, Instant startedAt) {
        ReleaseOrigin origin = release.origin();
        return new AdaptationRecord(
                origin.adaptationId(),
                origin.alertId(),
                release.domain(),
                Outcome.RELEASED,
                "",
                new ParentModel(
                        origin.parentVersion() == 1 ? ModelRelease.SHARED : release.domain(), origin.parentVersion()),
                release.version(),
                input(release.provenance().trainingData()),
                release.training(),
                origin.checks(),
                new AdaptationTiming(startedAt, release.createdAt(), CPU_TIME_UNKNOWN),
                Evaluation.NONE);
    }

    public AdaptationRecord rejected(SelectionResult selection, List<DataDigest> trainingDigests, Instant now) {
        String reason = String.join("; ", selection.decidingGateResult().failureReasons());
        return evaluated(selection, Outcome.REJECTED, reason, trainingDigests, now);
    }

    /** Record of an accepted candidate in a dry run. */
    public AdaptationRecord withheld(SelectionResult selection, List<DataDigest> trainingDigests, Instant now) {
        String reason = "dry run: candidate '%s' was accepted but not released (realign.dry-run)"
                .formatted(selection.selected().orElseThrow().recipe().name());
        return evaluated(selection, Outcome.WITHHELD, reason, trainingDigests, now);
    }

    private AdaptationRecord evaluated(
            SelectionResult selection, Outcome outcome, String reason, List<DataDigest> trainingDigests, Instant now) {
        TrainingSummary training = selection
                .bestCandidate()
                .map(CandidateEvaluation::candidate)
                .map(candidate -> new TrainingSummary(seed, candidate.steps(), candidate.alphaCurve()))
                .orElse(TrainingSummary.withoutSteps(seed));
        return withoutRelease(
                outcome,
                reason,
                input(trainingDigests),
                training,
                selection.decidingGateResult().checks(),
                now);
    }

    /** Record of an adaptation without a trained candidate: it was skipped or failed. */
    public AdaptationRecord withoutCandidate(Outcome outcome, String reason, Instant now) {
        int rowsRead = 0;
        return withoutRelease(
                outcome,
                reason,
                new AdaptationInput(rowsRead, rowsRead, alert.window().offsets()),
                TrainingSummary.withoutSteps(seed),
                List.of(),
                now);
    }

    private AdaptationRecord withoutRelease(
            Outcome outcome,
            String reason,
            AdaptationInput input,
            TrainingSummary training,
            List<CheckResult> checks,
            Instant now) {
        return new AdaptationRecord(
                id,
                alert.id(),
                alert.domain(),
                outcome,
                reason,
                new ParentModel(parent.domain(), parent.version()),
                NO_VERSION,
                input,
                training,
                checks,
                new AdaptationTiming(startedAt, now, CPU_TIME_UNKNOWN),
                Evaluation.NONE);
    }

    private static AdaptationInput input(List<DataDigest> digests) {
        return new AdaptationInput(
                countEvents(digests, Topics.SOURCE_EVENTS.name()),
                countEvents(digests, Topics.TARGET_EVENTS.name()),
                digests.stream().map(DataDigest::range).toList());
    }

    private static int countEvents(List<DataDigest> digests, String topic) {
        return (int) digests.stream()
                .filter(digest -> digest.range().topic().equals(topic))
                .mapToLong(DataDigest::events)
                .sum();
    }
}
