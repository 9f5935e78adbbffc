package io.realign.cli.demo;

import static java.util.stream.Collectors.joining;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.cli.watch.AlertTracker;
import io.realign.cli.watch.CheckSummary;
import io.realign.event.OffsetRange;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.RunLengthPromise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Formats messages as lines and records when each stage was first reached. */
final class StageTracker {
    private final AlertTracker alerts = new AlertTracker();
    private final Timeline timeline = new Timeline();
    private final Set<String> suspected = new HashSet<>();

    /** Domains whose average run length does not hold. */
    private final Set<String> notCalibrated = new HashSet<>();

    private final Map<String, DriftAlert> openAlerts = new HashMap<>();

    Timeline timeline() {
        return timeline;
    }

    /**
     * Whether an adaptation has ended. The drift job can report recovery before the slowest consumer has swapped, because
     * the job monitors events, not predictions.
     */
    boolean complete() {
        return timeline.has(DemoStage.RECOVERED) && timeline.has(DemoStage.SWAPPED);
    }

    /**
     * Processes a message of any topic.
     *
     * @param elapsed time since the start
     * @return lines to print; empty for most messages
     */
    List<String> accept(Duration elapsed, Object message) {
        alerts.accept(message);
        if (message instanceof DriftWindow window) {
            return Stream.concat(acceptPromise(window).stream(), acceptWindow(elapsed, window).stream())
                    .toList();
        }
        if (message instanceof DriftAlert alert) {
            return acceptAlert(elapsed, alert);
        }
        if (message instanceof AdaptationRecord adaptation) {
            return List.of(acceptAdaptation(elapsed, adaptation));
        }
        if (message instanceof ModelRelease release) {
            return List.of(acceptRelease(elapsed, release));
        }
        return message instanceof RolloutStatus status
                ? acceptRollout(elapsed, status).stream().toList()
                : List.of();
    }

    private Optional<String> acceptPromise(DriftWindow window) {
        if (window.promise().holds()) {
            notCalibrated.remove(window.domain());
            return Optional.empty();
        }
        return notCalibrated.add(window.domain())
                ? Optional.of("%s is NOT CALIBRATED: %s"
                        .formatted(window.domain(), window.promise().notCalibrated()))
                : Optional.empty();
    }

    private List<String> acceptWindow(Duration elapsed, DriftWindow window) {
        DriftAlert alert = openAlerts.get(window.domain());
        if (alert != null) {
            return hasRecovered(alert, window) ? acceptRecovery(elapsed, alert, window) : List.of();
        }
        if (window.state() == State.SUSPECTED && suspected.add(window.domain())) {
            timeline.markReached(DemoStage.SUSPECTED, elapsed);
            return List.of(format(
                    "drift suspected in %s: score %.2f over the latest %d events (threshold 1)",
                    window.domain(), window.score(), window.count()));
        }
        if (window.state() == State.QUIET && suspected.remove(window.domain())) {
            return List.of(format("%s is quiet again: score %.2f", window.domain(), window.score()));
        }
        return List.of();
    }

    /** Whether the drift job reports recovery after the alert, or a score below 1 against the window of the alert. */
    private static boolean hasRecovered(DriftAlert alert, DriftWindow window) {
        boolean afterConfirmation = !window.end().isBefore(alert.times().confirmedAt());
        boolean reported = window.state() == State.RECOVERED || window.state() == State.ADAPTED;
        return (afterConfirmation && reported) || (window.reference().equals(alert.id()) && window.score() < 1);
    }

    private List<String> acceptRecovery(Duration elapsed, DriftAlert alert, DriftWindow window) {
        openAlerts.remove(window.domain());
        timeline.markReached(DemoStage.RECOVERED, elapsed);
        boolean released = alerts.endedAdaptations().stream()
                .anyMatch(adaptation ->
                        adaptation.alertId().equals(alert.id()) && adaptation.outcome() == Outcome.RELEASED);
        if (window.state() == State.RECOVERED) {
            return List.of(format("%s recovered without adaptation: score %.2f", window.domain(), window.score()));
        }
        return List.of(format(
                released
                        ? "%s recovered: score %.2f against the window that its model was adapted to"
                        : "%s persists: score %.2f against the window of its alert",
                window.domain(),
                window.score()));
    }

    private List<String> acceptAlert(Duration elapsed, DriftAlert alert) {
        List<String> lines = new ArrayList<>();
        timeline.markReached(DemoStage.SUSPECTED, elapsed);
        timeline.markReached(DemoStage.CONFIRMED, elapsed);
        if (!suspected.remove(alert.domain())) {
            // The alert may be read before the windows.
            lines.add(format(
                    "drift suspected in %s: score %.2f",
                    alert.domain(), alert.statistic().score()));
        }
        openAlerts.put(alert.domain(), alert);
        String offsets =
                alert.window().offsets().stream().map(OffsetRange::toString).collect(joining(" "));
        Collections.addAll(
                lines,
                format(
                        "drift confirmed in %s: alert %d, score %.2f (%s), MMD^2 %.4f, %d events in %s",
                        alert.domain(),
                        alert.sequenceNumber(),
                        alert.statistic().score(),
                        alert.statistic().name(),
                        alert.statistic().mmd2(),
                        alert.window().count(),
                        offsets),
                calibration(alert.statistic().calibration().promise()),
                shiftedFeatures(alert.featureShifts()),
                "adapting " + alert.domain());
        return lines;
    }

    private static String shiftedFeatures(List<FeatureShift> shifts) {
        String significant = shifts.stream()
                .filter(FeatureShift::significant)
                .map(shift -> "x" + shift.feature())
                .collect(joining(", "));
        return "significantly shifted features: " + (significant.isEmpty() ? "none" : significant);
    }

    private static String calibration(RunLengthPromise promise) {
        return promise.holds()
                ? "calibrated to one false alert in %s events".formatted(promise.text())
                : "NOT CALIBRATED: " + promise.notCalibrated();
    }

    private String acceptAdaptation(Duration elapsed, AdaptationRecord adaptation) {
        timeline.markReached(DemoStage.EVALUATED, elapsed);
        markSwappedIfNoOpenAlert(elapsed, adaptation.domain());
        String checks = CheckSummary.of(adaptation.checks());
        if (adaptation.outcome() == Outcome.RELEASED) {
            return format(
                    "candidate accepted for %s after %d steps: %s",
                    adaptation.domain(), adaptation.training().steps(), checks);
        }
        if (adaptation.outcome() == Outcome.SKIPPED) {
            return format(
                    "adaptation of %s skipped, the serving model stays: %s", adaptation.domain(), adaptation.reason());
        }
        return format(
                "candidate %s for %s, the serving model stays: %s [%s]",
                adaptation.outcome().name().toLowerCase(Locale.ROOT), adaptation.domain(), adaptation.reason(), checks);
    }

    private String acceptRelease(Duration elapsed, ModelRelease release) {
        if (release.domain().equals(ModelRelease.SHARED)) {
            timeline.markReached(DemoStage.BASE_MODEL_RELEASED, elapsed);
            return format("released %s, trained on the source only", release.displayName());
        }
        TrafficSplit traffic = release.traffic();
        if (release.origin().rollbackTo() > 0) {
            return format(
                    "released %s, a rollback to v%d: %s",
                    release.displayName(), release.origin().rollbackTo(), traffic.reason());
        }
        if (traffic.step() == 0) {
            return format(traffic.complete() ? "released %s" : "released %s, shadow scoring", release.displayName());
        }
        return format(
                "%s advances to %.0f %% of the events: %s",
                release.displayName(), percent(traffic.trafficShare()), traffic.reason());
    }

    private Optional<String> acceptRollout(Duration elapsed, RolloutStatus status) {
        boolean shared = status.domain().equals(ModelRelease.SHARED);
        String release = (shared ? "shared" : status.domain()) + " v" + status.version();
        if (shared && alerts.baseModel().isPresent()) {
            timeline.markReached(DemoStage.BASE_MODEL_SERVING, elapsed);
        }
        markSwappedIfNoOpenAlert(elapsed, status.domain());
        return switch (status.state()) {
            case LOADED -> Optional.empty();
            case ACTIVE ->
                status.trafficShare() == TrafficSplit.FULL
                        ? Optional.of(
                                "%s %s %s".formatted(status.consumer(), shared ? "serves" : "swapped to", release))
                        : Optional.of(format(
                                "%s scores %.0f %% of the events with %s",
                                status.consumer(), percent(status.trafficShare()), release));
            case FAILED ->
                Optional.of("%s cannot load %s and keeps serving its previous release: %s"
                        .formatted(status.consumer(), release, status.reason()));
        };
    }

    /** Without a release there is nothing to swap, so the stage is reached when the adaptation ends. */
    private void markSwappedIfNoOpenAlert(Duration elapsed, String domain) {
        boolean ended = alerts.endedAdaptations().stream()
                .anyMatch(adaptation -> adaptation.domain().equals(domain));
        boolean open =
                alerts.openAlerts().stream().anyMatch(alert -> alert.domain().equals(domain));
        if (ended && !open) {
            timeline.markReached(DemoStage.SWAPPED, elapsed);
        }
    }

    private static double percent(int share) {
        return 100.0 * share / TrafficSplit.FULL;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
