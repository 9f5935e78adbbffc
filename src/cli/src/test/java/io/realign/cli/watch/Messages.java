package io.realign.cli.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.CheckResult;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DriftAlert;
import io.realign.event.OffsetRange;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages of one alert and its adaptation. */
public final class Messages {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<OffsetRange> RANGE = List.of(new OffsetRange("target.events", 2, 10, 138));

    private Messages() {}

    public static DriftWindow window(String domain, String reference, double score) {
        return window(domain, reference, score, score > 1 ? DriftWindow.State.SUSPECTED : DriftWindow.State.QUIET);
    }

    public static DriftWindow window(String domain, String reference, double score, DriftWindow.State state) {
        return new DriftWindow(
                "w", domain, reference, 1, state, DriftWindow.RAW, NOON, NOON, 128, 0.05, score, 0.05, RANGE);
    }

    public static DriftAlert alert(String id, String domain) {
        return new DriftAlert(
                id,
                domain,
                1,
                DriftWindow.SOURCE,
                1,
                DriftWindow.RAW,
                NOON,
                NOON,
                NOON,
                1.6,
                0.05,
                128,
                RANGE,
                RANGE,
                CalibratedThreshold.UNKNOWN,
                List.of(),
                Optional.empty());
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
        return new AdaptationRecord(
                "a-" + alertId,
                alertId,
                domain,
                outcome,
                ModelRelease.SHARED,
                1,
                version,
                2000,
                128,
                300,
                7,
                List.of(0.1),
                checks,
                reason,
                RANGE,
                NOON,
                NOON.plusSeconds(3));
    }

    public static ModelRelease release(String domain, long version, String alertId) {
        return new ModelRelease(
                "r",
                domain,
                version,
                version - 1,
                alertId,
                "",
                2,
                List.of("a", "b"),
                List.of(),
                List.of(),
                7,
                300,
                List.of(),
                List.of(),
                NOON,
                Provenance.UNKNOWN,
                Instant.parse("2126-01-01T00:00:00Z"),
                0);
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
