package io.realign.adapter.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.history.Point;
import io.realign.adapter.history.Seen;
import io.realign.adapter.watch.Headline.State;
import io.realign.alert.DriftAlert;
import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of one domain. The headline follows from this alone, not from the order in which it came: topics are
 * read side by side, so a release may be seen before the alert that caused it.
 *
 * @param domain the domain
 * @param newest its newest window
 * @param runStart the first window of the unbroken run that ends with the newest, on the same side of the threshold
 * @param alert its newest alert
 * @param adaptation what was done about that alert
 * @param live the release that serves it
 * @param failed a consumer that could not take that release
 */
record DomainState(
        String domain,
        Optional<Seen<Point>> newest,
        Optional<Seen<Point>> runStart,
        Optional<Seen<DriftAlert>> alert,
        Optional<Seen<AdaptationRecord>> adaptation,
        Optional<Seen<ModelRelease>> live,
        Optional<Seen<RolloutStatus>> failed) {

    Headline headline() {
        if (failed.isPresent()) {
            RolloutStatus status = failed.get().message();
            return headline(
                    State.FAILED,
                    failed.get(),
                    "%s could not take v%d and goes on with what it had: %s"
                            .formatted(status.consumer(), status.version(), status.reason()));
        }
        if (alert.isPresent() && !windowIsAfter(alert.get().message())) {
            return unsettled(alert.get());
        }
        return settled();
    }

    /** The newest window was still compared with what the domain has moved away from. */
    private Headline unsettled(Seen<DriftAlert> open) {
        if (adaptation.isPresent()) {
            return adaptation.get().message().outcome() == AdaptationRecord.Outcome.RELEASED
                    ? takenBack().orElseGet(() -> helping(adaptation.get()))
                    : unhelped(adaptation.get());
        }
        return headline(
                State.ADAPTING,
                open,
                String.format(
                        Locale.ROOT,
                        "Drift is confirmed at %.2f times the threshold; a candidate is being trained.",
                        open.message().score()));
    }

    private Headline helping(Seen<AdaptationRecord> ended) {
        Optional<Exposure> step =
                live.map(release -> release.message().exposure()).filter(exposure -> !exposure.complete());
        if (step.isPresent()) {
            return headline(
                    State.ADAPTING,
                    live.get(),
                    String.format(
                            Locale.ROOT,
                            "v%d is being rolled out: it scores %.0f %% of the events.",
                            ended.message().version(),
                            100.0 * step.get().share() / Exposure.ALL));
        }
        return headline(
                State.ADAPTING,
                ended,
                "v%d is released; the next window will tell whether it helps."
                        .formatted(ended.message().version()));
    }

    /** The release that the adaptation led to has been followed by the one before it. */
    private Optional<Headline> takenBack() {
        long released = adaptation.map(ended -> ended.message().version()).orElse(0L);
        return live.filter(release ->
                        release.message().rollbackTo() > 0 && release.message().rollbackTo() < released)
                .map(release -> headline(
                        State.REFUSED,
                        release,
                        "v%d was taken back: %s"
                                .formatted(
                                        released, release.message().exposure().reason())));
    }

    private Headline unhelped(Seen<AdaptationRecord> ended) {
        AdaptationRecord record = ended.message();
        return switch (record.outcome()) {
            case REFUSED -> headline(State.REFUSED, ended, "The gate refused the candidate: " + record.reason());
            case WITHHELD -> headline(State.WITHHELD, ended, "Nothing is released, " + record.reason());
            case SKIPPED -> headline(State.SKIPPED, ended, "Nothing was tried: " + record.reason());
            default -> headline(State.FAILED, ended, "The adaptation came to no verdict: " + record.reason());
        };
    }

    private Headline settled() {
        if (newest.isEmpty()) {
            return new Headline(
                    domain, State.QUIET, Optional.empty(), "No window of this domain has been seen.", version());
        }
        if (newest.get().message().drifts()) {
            return headline(
                    State.DRIFTING,
                    runStart.get(),
                    newest.get().message().settled()
                            ? "The change has lasted, and the score stays over the threshold."
                            : "The score is over the threshold and not confirmed yet.");
        }
        if (alert.isEmpty()) {
            return headline(State.QUIET, runStart.get(), "The score is within the threshold.");
        }
        return adaptation
                .filter(ended -> ended.message().outcome() != AdaptationRecord.Outcome.RELEASED)
                .map(this::unhelped)
                .or(this::takenBack)
                .orElseGet(this::recovered);
    }

    private Headline recovered() {
        return headline(
                State.RECOVERED,
                runStart.get(),
                adaptation.isPresent() || released()
                        ? "v%d was released, and the score is within the threshold again.".formatted(version())
                        : "The score is within the threshold again.");
    }

    /** Whether the live release was made for the newest alert: it may be seen before the adaptation that made it. */
    private boolean released() {
        return alert.flatMap(raised -> live.filter(release ->
                        release.message().alertId().equals(raised.message().id())))
                .isPresent();
    }

    private boolean windowIsAfter(DriftAlert raised) {
        if (newest.isEmpty()) {
            return false;
        }
        Point window = newest.get().message();
        // The word alone is not enough: it may be about the change before, on a topic that is read more slowly.
        return window.reference().equals(raised.id())
                || (window.settled() && !window.end().isBefore(raised.confirmedAt()));
    }

    private Headline headline(State state, Seen<?> since, String detail) {
        return new Headline(domain, state, Optional.of(since.loggedAt()), detail, version());
    }

    private long version() {
        return live.map(release -> release.message().version()).orElse(0L);
    }
}
