package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adapter.console.history.TimestampedMessage;
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
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.testing.AdaptationBuilder;
import io.realign.testing.AlertBuilder;
import io.realign.testing.ReleaseBuilder;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.RunLengthPromise;
import java.time.Instant;
import java.util.List;

/** Messages of one scenario: windows, an alert, its adaptation, releases and rollout statuses. */
final class DashboardFixtures {
    static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    static final String SOURCE = DriftWindow.SOURCE;
    static final RunLengthPromise PROMISE = new RunLengthPromise(10_000, 6_100, 16_400, "");

    private static final String DIGEST = ContentId.digest(new byte[0]);
    private static final List<OffsetRange> OFFSETS = List.of(new OffsetRange("target.events", 0, 100, 228));

    private DashboardFixtures() {}

    static Instant second(int second) {
        return START.plusSeconds(second);
    }

    static TimestampedMessage<WindowPoint> timestamped(DriftWindow window, Instant loggedAt) {
        return new TimestampedMessage<>(WindowPoint.of(window), loggedAt);
    }

    static <T> TimestampedMessage<T> timestamped(T message, Instant loggedAt) {
        return new TimestampedMessage<>(message, loggedAt);
    }

    static DriftWindow window(String domain, int second, double score, String reference) {
        return window(domain, second, score, reference, score > 1 ? State.SUSPECTED : State.QUIET);
    }

    static DriftWindow window(String domain, int second, double score, String reference, State state) {
        return window(domain, second, score, reference, state, PROMISE);
    }

    static DriftWindow window(
            String domain, int second, double score, String reference, State state, RunLengthPromise promise) {
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
                promise,
                OFFSETS);
    }

    static DriftAlert alert(String domain, int sequenceNumber, int second) {
        return new AlertBuilder(domain, sequenceNumber)
                .id(domain + "-alert-" + sequenceNumber)
                .reference(SOURCE, 1, OFFSETS)
                .channel(DriftWindow.MODEL)
                .times(second(second - 3), second(second - 2), second(second))
                .statisticName("feature mean")
                .statistic(3.4, 0.034, new CalibratedThreshold(100_000, 4.2, 0.05, 7, 61_000, 164_000, ""))
                .window(128, OFFSETS)
                .featureShifts(
                        List.of(new FeatureShift(3, 0.62, -8.4, 0.3, true), new FeatureShift(0, 0.21, 0.2, 4.1, false)))
                .classShift(new ClassShift(
                        0.35, 0.002, List.of(new ClassShare("low", 0.5, 0.7), new ClassShare("high", 0.5, 0.3))))
                .build();
    }

    static AdaptationRecord adaptation(DriftAlert alert, Outcome outcome, String reason) {
        return new AdaptationBuilder(alert.id(), alert.domain(), outcome)
                .version(outcome == Outcome.RELEASED ? 2 : 0)
                .input(200, 128, OFFSETS)
                .training(7, 300, List.of(0.1, 0.2))
                .checks(checks(outcome == Outcome.RELEASED))
                .reason(reason)
                .times(alert.times().confirmedAt(), alert.times().confirmedAt().plusSeconds(3))
                .build();
    }

    static ModelRelease release(String domain, long version, String alertId) {
        return new ReleaseBuilder(domain, version)
                .id(domain + "-v" + version)
                .trigger(alertId, alertId.isEmpty() ? "" : alertId + "-adaptation")
                .featureCount(4)
                .labels(List.of("low", "high"))
                .artifacts(List.of(
                        new Artifact(Artifact.Kind.INFERENCE, DIGEST, 2048),
                        new Artifact(Artifact.Kind.TRAINING_CHECKPOINT, DIGEST, 8192)))
                .training(7, 300, List.of(0.1, 0.2))
                .checks(version == 1 ? List.of() : checks(true))
                .trainingData(List.of(new DataDigest(OFFSETS.get(0), 128, DIGEST)))
                .createdAt(START.plusSeconds(version))
                .build();
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
