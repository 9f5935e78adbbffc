package io.realign.cli.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.CheckResult;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.event.OffsetRange;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import io.realign.testing.AdaptationBuilder;
import io.realign.testing.AlertBuilder;
import io.realign.testing.ReleaseBuilder;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.time.Instant;
import java.util.List;

/** Messages of one alert and its adaptation. */
public final class Messages {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<OffsetRange> RANGE = List.of(new OffsetRange("target.events", 2, 10, 138));

    private Messages() {}

    public static DriftWindow window(String domain, String reference, double score) {
        return window(domain, reference, score, score > 1 ? DriftWindow.State.SUSPECTED : DriftWindow.State.QUIET);
    }

    public static DriftWindow window(String domain, String reference, double score, DriftWindow.State state) {
        return window(domain, reference, score, state, RunLengthPromise.UNKNOWN);
    }

    public static DriftWindow window(
            String domain, String reference, double score, DriftWindow.State state, RunLengthPromise promise) {
        return new DriftWindow(
                "w", domain, reference, 1, state, DriftWindow.RAW, NOON, NOON, 128, 0.05, score, 0.05, promise, RANGE);
    }

    public static DriftAlert alert(String id, String domain) {
        return new AlertBuilder(domain, 1)
                .id(id)
                .reference(DriftWindow.SOURCE, 1, RANGE)
                .times(NOON, NOON, NOON)
                .statistic(1.6, 0.05, new CalibratedThreshold(10_000, 4, 0.1, 1, 6_100, 16_400, ""))
                .window(128, RANGE)
                .featureShifts(List.of(new FeatureShift(3, 0.6, 7, 1, true), new FeatureShift(0, 0.1, 1, 1, false)))
                .build();
    }

    public static AdaptationRecord outcome(String alertId, String domain, Outcome outcome, long version) {
        CheckResult agreement = new CheckResult(
                "agreement",
                0.84,
                0.9,
                outcome == Outcome.RELEASED,
                "agrees with the serving model on 84 % of the window");
        String reason = outcome == Outcome.RELEASED ? "" : agreement.reason();
        return outcome(alertId, domain, outcome, version, List.of(agreement), reason);
    }

    public static AdaptationRecord skipped(String alertId, String domain, String reason) {
        return outcome(alertId, domain, Outcome.SKIPPED, 0, List.of(), reason);
    }

    private static AdaptationRecord outcome(
            String alertId, String domain, Outcome outcome, long version, List<CheckResult> checks, String reason) {
        return new AdaptationBuilder(alertId, domain, outcome)
                .id("a-" + alertId)
                .version(version)
                .input(2000, 128, RANGE)
                .training(7, 300, List.of(0.1))
                .checks(checks)
                .reason(reason)
                .times(NOON, NOON.plusSeconds(3))
                .build();
    }

    public static ModelRelease release(String domain, long version, String alertId) {
        return new ReleaseBuilder(domain, version)
                .id("r")
                .alert(alertId)
                .artifacts(List.of())
                .training(7, 300, List.of())
                .createdAt(NOON)
                .build();
    }

    public static RolloutStatus status(String consumer, String domain, long version, State state) {
        return new RolloutStatus(
                consumer,
                domain,
                version,
                state,
                state == State.ACTIVE ? TrafficSplit.FULL : 0,
                state == State.FAILED ? "digest differs" : "",
                false,
                NOON);
    }
}
