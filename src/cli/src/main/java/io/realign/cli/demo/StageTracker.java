package io.realign.cli.demo;

import static java.util.stream.Collectors.joining;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.cli.watch.AlertTracker;
import io.realign.cli.watch.CheckSummary;
import io.realign.event.OffsetRange;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns messages into one line a stage, and remembers when each was reached first. */
final class StageTracker {
    private final AlertTracker alerts = new AlertTracker();
    private final Timeline timeline = new Timeline();
    private final Set<String> suspected = new HashSet<>();
    private final Map<String, DriftAlert> openAlerts = new HashMap<>();

    Timeline timeline() {
        return timeline;
    }

    /**
     * Whether an episode has gone all its way. The drift job may say so before the slowest consumer does: it looks at the
     * events, not at the answers.
     */
    boolean complete() {
        return timeline.has(DemoStage.RECOVERED) && timeline.has(DemoStage.SWAPPED);
    }

    /**
     * Takes a message of any topic.
     *
     * @param elapsed since the start
     * @return what is worth a line, mostly nothing
     */
    List<String> accept(Duration elapsed, Object message) {
        alerts.accept(message);
        if (message instanceof DriftWindow window) {
            return window(elapsed, window);
        }
        if (message instanceof DriftAlert alert) {
            return alert(elapsed, alert);
        }
        if (message instanceof AdaptationRecord outcome) {
            return List.of(verdict(elapsed, outcome));
        }
        if (message instanceof ModelRelease release) {
            return List.of(release(elapsed, release));
        }
        return message instanceof RolloutStatus status
                ? rollout(elapsed, status).stream().toList()
                : List.of();
    }

    private List<String> window(Duration elapsed, DriftWindow window) {
        DriftAlert alert = openAlerts.get(window.domain());
        if (alert != null) {
            return hasRecovered(alert, window) ? recovered(elapsed, alert, window) : List.of();
        }
        if (window.state() == State.SUSPECTED && suspected.add(window.domain())) {
            timeline.markReached(DemoStage.SUSPECTED, elapsed);
            return List.of(format(
                    "drift suspected in %s: score %.2f over its newest %d events (threshold 1)",
                    window.domain(), window.score(), window.count()));
        }
        if (window.state() == State.QUIET && suspected.remove(window.domain())) {
            return List.of(format("%s is calm again: score %.2f", window.domain(), window.score()));
        }
        return List.of();
    }

    /** The drift job says so, or measures against the events of the alert and finds nothing. */
    private static boolean hasRecovered(DriftAlert alert, DriftWindow window) {
        boolean later = !window.end().isBefore(alert.confirmedAt());
        boolean said = window.state() == State.RECOVERED || window.state() == State.ADAPTED;
        return (later && said) || (window.reference().equals(alert.id()) && window.score() < 1);
    }

    private List<String> recovered(Duration elapsed, DriftAlert alert, DriftWindow window) {
        openAlerts.remove(window.domain());
        timeline.markReached(DemoStage.RECOVERED, elapsed);
        boolean released = alerts.outcomes().stream()
                .anyMatch(outcome -> outcome.alertId().equals(alert.id()) && outcome.outcome() == Outcome.RELEASED);
        if (window.state() == State.RECOVERED) {
            return List.of(format("%s is back where it was: score %.2f", window.domain(), window.score()));
        }
        return List.of(format(
                released
                        ? "%s recovered: score %.2f against the window that its model was adapted to"
                        : "%s stays as it is now: score %.2f against the window of its alert",
                window.domain(),
                window.score()));
    }

    private List<String> alert(Duration elapsed, DriftAlert alert) {
        timeline.markReached(DemoStage.SUSPECTED, elapsed);
        timeline.markReached(DemoStage.CONFIRMED, elapsed);
        suspected.remove(alert.domain());
        openAlerts.put(alert.domain(), alert);
        String offsets =
                alert.windowOffsets().stream().map(OffsetRange::toString).collect(joining(" "));
        return List.of(
                format(
                        "drift confirmed in %s: episode %d, score %.2f, MMD^2 %.4f, %d events in %s",
                        alert.domain(), alert.sequenceNumber(), alert.score(), alert.mmd2(), alert.count(), offsets),
                "adapting " + alert.domain());
    }

    private String verdict(Duration elapsed, AdaptationRecord outcome) {
        timeline.markReached(DemoStage.EVALUATED, elapsed);
        markSwappedIfNoOpenAlert(elapsed, outcome.domain());
        String votes = CheckSummary.of(outcome.checks());
        if (outcome.outcome() == Outcome.RELEASED) {
            return format(
                    "candidate accepted for %s after %d steps: %s", outcome.domain(), outcome.trainingSteps(), votes);
        }
        if (outcome.outcome() == Outcome.SKIPPED) {
            return format("adaptation of %s skipped, the incumbent stays: %s", outcome.domain(), outcome.reason());
        }
        return format(
                "candidate %s for %s, the incumbent stays: %s [%s]",
                outcome.outcome().name().toLowerCase(Locale.ROOT), outcome.domain(), outcome.reason(), votes);
    }

    private String release(Duration elapsed, ModelRelease release) {
        if (release.domain().equals(ModelRelease.SHARED)) {
            timeline.markReached(DemoStage.BASE_MODEL_RELEASED, elapsed);
            return format("released %s, trained on the source alone", release.displayName());
        }
        TrafficSplit at = release.traffic();
        if (release.rollbackTo() > 0) {
            return format(
                    "released %s, which brings v%d back: %s", release.displayName(), release.rollbackTo(), at.reason());
        }
        if (at.step() == 0) {
            return format(
                    at.complete() ? "released %s" : "released %s, which scores nothing yet and is compared",
                    release.displayName());
        }
        return format(
                "%s is to score %.0f %% of the events: %s",
                release.displayName(), percent(at.trafficShare()), at.reason());
    }

    private Optional<String> rollout(Duration elapsed, RolloutStatus status) {
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
                                "%s scores %.0f %% of the events by %s",
                                status.consumer(), percent(status.trafficShare()), release));
            case FAILED ->
                Optional.of("%s cannot load %s and goes on with what it had: %s"
                        .formatted(status.consumer(), release, status.reason()));
        };
    }

    /** A refused candidate has nothing to swap to, so its stage is reached with the verdict. */
    private void markSwappedIfNoOpenAlert(Duration elapsed, String domain) {
        boolean judged =
                alerts.outcomes().stream().anyMatch(outcome -> outcome.domain().equals(domain));
        boolean open =
                alerts.openAlerts().stream().anyMatch(alert -> alert.domain().equals(domain));
        if (judged && !open) {
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
