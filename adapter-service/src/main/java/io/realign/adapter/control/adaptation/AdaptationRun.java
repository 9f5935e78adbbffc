package io.realign.adapter.control.adaptation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.training.Candidate;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One adaptation, from an alert to its outcome.
 *
 * @param id adaptation ID
 * @param alert alert that triggered the adaptation
 * @param parent serving model that the candidates are trained from
 * @param seed random seed, see {@link #seed(long, String)}
 */
public record AdaptationRun(String id, DriftAlert alert, ModelRelease parent, long seed, Instant startedAt) {
    /** 15 hexadecimal digits are 60 bits, which fit a positive long. */
    private static final int SEED_DIGITS = 15;

    /** Derives the seed of an adaptation from the configured seed and the adaptation ID. */
    public static long seed(long configured, String id) {
        return Long.parseLong(
                ContentId.of("seed", Long.toString(configured), id).substring(0, SEED_DIGITS), 16);
    }

    /** Record of an adaptation, derived from its published release. */
    public static AdaptationRecord released(ModelRelease release, Instant startedAt) {
        return new AdaptationRecord(
                release.adaptationId(),
                release.alertId(),
                release.domain(),
                Outcome.RELEASED,
                release.parentVersion() == 1 ? ModelRelease.SHARED : release.domain(),
                release.parentVersion(),
                release.version(),
                rows(release.trainingData(), Topics.SOURCE_EVENTS.name()),
                rows(release.trainingData(), Topics.TARGET_EVENTS.name()),
                release.trainingSteps(),
                release.seed(),
                release.alpha(),
                release.checks(),
                "",
                ranges(release.trainingData()),
                startedAt,
                release.createdAt());
    }

    public AdaptationRecord rejected(SelectionResult selection, List<DataDigest> data, Instant now) {
        String reason = String.join("; ", selection.verdict().failureReasons());
        return evaluated(selection, Outcome.REJECTED, reason, data, now);
    }

    /** Record of an accepted candidate in a dry run. */
    public AdaptationRecord withheld(SelectionResult selection, List<DataDigest> data, Instant now) {
        String reason = "dry run: candidate '%s' was accepted but not released (realign.dry-run)"
                .formatted(selection.selected().orElseThrow().recipe().name());
        return evaluated(selection, Outcome.WITHHELD, reason, data, now);
    }

    private AdaptationRecord evaluated(
            SelectionResult selection, Outcome outcome, String reason, List<DataDigest> data, Instant now) {
        Optional<Candidate> candidate = selection.bestCandidate().map(CandidateEvaluation::candidate);
        return new AdaptationRecord(
                id,
                alert.id(),
                alert.domain(),
                outcome,
                parent.domain(),
                parent.version(),
                0,
                rows(data, Topics.SOURCE_EVENTS.name()),
                rows(data, Topics.TARGET_EVENTS.name()),
                candidate.map(Candidate::steps).orElse(0),
                seed,
                candidate.map(Candidate::alphaCurve).orElse(List.of()),
                selection.verdict().checks(),
                reason,
                ranges(data),
                startedAt,
                now);
    }

    /** Record of an adaptation without a trained candidate: it was skipped or failed. */
    public AdaptationRecord withoutCandidate(Outcome outcome, String reason, Instant now) {
        return new AdaptationRecord(
                id,
                alert.id(),
                alert.domain(),
                outcome,
                parent.domain(),
                parent.version(),
                0,
                0,
                0,
                0,
                seed,
                List.of(),
                List.of(),
                reason,
                alert.windowOffsets(),
                startedAt,
                now);
    }

    private static int rows(List<DataDigest> data, String topic) {
        return (int) data.stream()
                .filter(digest -> digest.range().topic().equals(topic))
                .mapToLong(DataDigest::events)
                .sum();
    }

    private static List<OffsetRange> ranges(List<DataDigest> data) {
        return data.stream().map(DataDigest::range).toList();
    }
}
