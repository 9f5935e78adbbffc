package io.realign.adapter;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import io.realign.learning.portfolio.Choice;
import io.realign.learning.portfolio.Trial;
import io.realign.learning.training.Candidate;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One alert on its way to an outcome.
 *
 * @param id of the adaptation
 * @param alert what it is about
 * @param parent the model that is live
 * @param seed the adaptation's own seed
 * @param startedAt when it began
 */
record Episode(String id, DriftAlert alert, ModelRelease parent, long seed, Instant startedAt) {
    /** 60 bits: they fit a positive long. */
    private static final int SEED_DIGITS = 15;

    /** A seed of the adaptation's own, from the configured one. */
    static long seed(long configured, String id) {
        return Long.parseLong(
                ContentId.of("seed", Long.toString(configured), id).substring(0, SEED_DIGITS), 16);
    }

    /** The record of an adaptation whose release is published; all that it says is in the release. */
    static AdaptationRecord released(ModelRelease release, Instant startedAt) {
        return new AdaptationRecord(
                release.adaptationId(),
                release.alertId(),
                release.domain(),
                Outcome.RELEASED,
                release.parentVersion() == 1 ? ModelRelease.SHARED : release.domain(),
                release.parentVersion(),
                release.version(),
                rows(release.data(), Topics.SOURCE_EVENTS.name()),
                rows(release.data(), Topics.TARGET_EVENTS.name()),
                release.steps(),
                release.seed(),
                release.alpha(),
                release.votes(),
                "",
                ranges(release.data()),
                startedAt,
                release.createdAt());
    }

    AdaptationRecord refused(Choice choice, List<DataDigest> data, Instant now) {
        String reason = String.join("; ", choice.verdict().refusals());
        return judged(choice, Outcome.REFUSED, reason, data, now);
    }

    /** A candidate has been chosen. */
    AdaptationRecord withheld(Choice choice, List<DataDigest> data, Instant now) {
        String reason = "a dry run: the candidate '%s' was accepted; without realign.dry-run it had been released"
                .formatted(choice.chosen().orElseThrow().recipe().name());
        return judged(choice, Outcome.WITHHELD, reason, data, now);
    }

    private AdaptationRecord judged(Choice choice, Outcome outcome, String reason, List<DataDigest> data, Instant now) {
        Optional<Candidate> candidate = choice.nearest().map(Trial::candidate);
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
                candidate.map(Candidate::alpha).orElse(List.of()),
                choice.verdict().votes(),
                reason,
                ranges(data),
                startedAt,
                now);
    }

    AdaptationRecord failed(String reason, Instant now) {
        return untried(Outcome.FAILED, reason, now);
    }

    AdaptationRecord skipped(String reason, Instant now) {
        return untried(Outcome.SKIPPED, reason, now);
    }

    /** There is no candidate. */
    private AdaptationRecord untried(Outcome outcome, String reason, Instant now) {
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
                alert.window(),
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
