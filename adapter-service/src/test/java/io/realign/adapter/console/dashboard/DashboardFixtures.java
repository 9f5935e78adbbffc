package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.ClassShare;
import io.realign.alert.ClassShift;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages of one scenario: windows, an alert, its adaptation, releases and rollout statuses. */
final class DashboardFixtures {
    static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    static final String SOURCE = DriftWindow.SOURCE;

    private static final String DIGEST = ContentId.digest(new byte[0]);
    private static final List<OffsetRange> OFFSETS = List.of(new OffsetRange("target.events", 0, 100, 228));

    private DashboardFixtures() {}

    static Instant second(int second) {
        return START.plusSeconds(second);
    }

    static Logged<WindowPoint> logged(DriftWindow window, Instant loggedAt) {
        return new Logged<>(WindowPoint.of(window), loggedAt);
    }

    static <T> Logged<T> logged(T message, Instant loggedAt) {
        return new Logged<>(message, loggedAt);
    }

    static DriftWindow window(String domain, int second, double score, String reference) {
        return window(domain, second, score, reference, score > 1 ? State.SUSPECTED : State.QUIET);
    }

    static DriftWindow window(String domain, int second, double score, String reference, State state) {
        return new DriftWindow(
                ContentId.of(domain, Integer.toString(second)),
                domain,
                reference,
                1,
                state,
                DriftWindow.RAW,
                second(second - 1),
                second(second),
                128,
                score / 100,
                score,
                score / 50,
                OFFSETS);
    }

    static DriftAlert alert(String domain, int sequenceNumber, int second) {
        return new DriftAlert(
                domain + "-alert-" + sequenceNumber,
                domain,
                sequenceNumber,
                SOURCE,
                1,
                DriftWindow.MODEL,
                second(second - 3),
                second(second - 2),
                second(second),
                3.4,
                0.034,
                128,
                OFFSETS,
                OFFSETS,
                new CalibratedThreshold(100_000, 4.2, 0.05, 7),
                List.of(new FeatureShift(3, 0.62, -8.4, 0.3), new FeatureShift(0, 0.21, 0.2, 4.1)),
                Optional.of(new ClassShift(
                        0.35, 0.002, List.of(new ClassShare("low", 0.5, 0.7), new ClassShare("high", 0.5, 0.3)))));
    }

    static AdaptationRecord adaptation(DriftAlert alert, Outcome outcome, String reason) {
        return new AdaptationRecord(
                alert.id() + "-adaptation",
                alert.id(),
                alert.domain(),
                outcome,
                ModelRelease.SHARED,
                1,
                outcome == Outcome.RELEASED ? 2 : 0,
                200,
                128,
                300,
                7,
                List.of(0.1, 0.2),
                checks(outcome == Outcome.RELEASED),
                reason,
                OFFSETS,
                alert.confirmedAt(),
                alert.confirmedAt().plusSeconds(3));
    }

    static ModelRelease release(String domain, long version, String alertId) {
        return new ModelRelease(
                domain + "-v" + version,
                domain,
                version,
                version - 1,
                alertId,
                alertId.isEmpty() ? "" : alertId + "-adaptation",
                4,
                List.of("low", "high"),
                List.of(
                        new Artifact(Artifact.Kind.INFERENCE, DIGEST, 2048),
                        new Artifact(Artifact.Kind.TRAINING_CHECKPOINT, DIGEST, 8192)),
                List.of(new DataDigest(OFFSETS.get(0), 128, DIGEST)),
                7,
                300,
                List.of(0.1, 0.2),
                version == 1 ? List.of() : checks(true),
                START.plusSeconds(version),
                Provenance.UNKNOWN,
                Instant.parse("2126-01-01T00:00:00Z"),
                0);
    }

    static RolloutStatus rollout(String consumer, ModelRelease release, RolloutStatus.State state, String reason) {
        return new RolloutStatus(
                consumer,
                release.domain(),
                release.version(),
                state,
                TrafficSplit.FULL,
                reason,
                false,
                release.createdAt());
    }

    private static List<CheckResult> checks(boolean passed) {
        return List.of(
                new CheckResult("source hold-out", 0.93, 0.9, true, "the hold-out accuracy is unchanged"),
                new CheckResult(
                        "agreement", passed ? 0.8 : 0.3, 0.6, passed, "fraction of events with the same class"));
    }
}
