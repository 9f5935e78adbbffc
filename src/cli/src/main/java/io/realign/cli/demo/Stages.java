package io.realign.cli.demo;

import static java.util.stream.Collectors.joining;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.cli.watch.Episodes;
import io.realign.cli.watch.VoteLine;
import io.realign.event.OffsetRange;
import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
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
final class Stages {
    private final Episodes episodes = new Episodes();
    private final Timeline timeline = new Timeline();
    private final Set<String> suspected = new HashSet<>();
    private final Map<String, DriftAlert> unrecovered = new HashMap<>();

    Timeline timeline() {
        return timeline;
    }

    /**
     * Whether an episode has gone all its way. The drift job may say so before the slowest consumer does: it looks at the
     * events, not at the answers.
     */
    boolean complete() {
        return timeline.has(Stage.RECOVERED) && timeline.has(Stage.SWAPPED);
    }

    /**
     * Takes a message of any topic.
     *
     * @param elapsed since the start
     * @return what is worth a line, mostly nothing
     */
    List<String> accept(Duration elapsed, Object message) {
        episodes.accept(message);
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
        DriftAlert alert = unrecovered.get(window.domain());
        if (alert != null) {
            return isOver(alert, window) ? recovered(elapsed, alert, window) : List.of();
        }
        if (window.state() == State.SUSPECTED && suspected.add(window.domain())) {
            timeline.reached(Stage.SUSPECTED, elapsed);
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
    private static boolean isOver(DriftAlert alert, DriftWindow window) {
        boolean later = !window.end().isBefore(alert.confirmedAt());
        boolean said = window.state() == State.RECOVERED || window.state() == State.ADAPTED;
        return (later && said) || (window.reference().equals(alert.id()) && window.score() < 1);
    }

    private List<String> recovered(Duration elapsed, DriftAlert alert, DriftWindow window) {
        unrecovered.remove(window.domain());
        timeline.reached(Stage.RECOVERED, elapsed);
        boolean released = episodes.outcomes().stream()
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
        timeline.reached(Stage.SUSPECTED, elapsed);
        timeline.reached(Stage.CONFIRMED, elapsed);
        suspected.remove(alert.domain());
        unrecovered.put(alert.domain(), alert);
        String offsets = alert.window().stream().map(OffsetRange::toString).collect(joining(" "));
        return List.of(
                format(
                        "drift confirmed in %s: episode %d, score %.2f, MMD^2 %.4f, %d events in %s",
                        alert.domain(), alert.episode(), alert.score(), alert.mmd2(), alert.count(), offsets),
                "adapting " + alert.domain());
    }

    private String verdict(Duration elapsed, AdaptationRecord outcome) {
        timeline.reached(Stage.JUDGED, elapsed);
        settle(elapsed, outcome.domain());
        String votes = VoteLine.of(outcome.votes());
        if (outcome.outcome() == Outcome.RELEASED) {
            return format("candidate accepted for %s after %d steps: %s", outcome.domain(), outcome.steps(), votes);
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
            timeline.reached(Stage.TRAINED, elapsed);
            return format("released %s, trained on the source alone", release.name());
        }
        Exposure at = release.exposure();
        if (release.rollbackTo() > 0) {
            return format("released %s, which brings v%d back: %s", release.name(), release.rollbackTo(), at.reason());
        }
        if (at.step() == 0) {
            return format(
                    at.complete() ? "released %s" : "released %s, which scores nothing yet and is compared",
                    release.name());
        }
        return format("%s is to score %.0f %% of the events: %s", release.name(), percent(at.share()), at.reason());
    }

    private Optional<String> rollout(Duration elapsed, RolloutStatus status) {
        boolean shared = status.domain().equals(ModelRelease.SHARED);
        String release = (shared ? "shared" : status.domain()) + " v" + status.version();
        if (shared && episodes.shared().isPresent()) {
            timeline.reached(Stage.SERVING, elapsed);
        }
        settle(elapsed, status.domain());
        return switch (status.state()) {
            case LOADED -> Optional.empty();
            case ACTIVE ->
                status.share() == Exposure.ALL
                        ? Optional.of(
                                "%s %s %s".formatted(status.consumer(), shared ? "serves" : "swapped to", release))
                        : Optional.of(format(
                                "%s scores %.0f %% of the events by %s",
                                status.consumer(), percent(status.share()), release));
            case FAILED ->
                Optional.of("%s cannot load %s and goes on with what it had: %s"
                        .formatted(status.consumer(), release, status.reason()));
        };
    }

    /** A refused candidate has nothing to swap to, so its stage is reached with the verdict. */
    private void settle(Duration elapsed, String domain) {
        boolean judged = episodes.outcomes().stream()
                .anyMatch(outcome -> outcome.domain().equals(domain));
        boolean open = episodes.open().stream().anyMatch(alert -> alert.domain().equals(domain));
        if (judged && !open) {
            timeline.reached(Stage.SWAPPED, elapsed);
        }
    }

    private static double percent(int share) {
        return 100.0 * share / Exposure.ALL;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
