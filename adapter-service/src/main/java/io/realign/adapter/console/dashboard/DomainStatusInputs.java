package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.dashboard.DomainStatus.State;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of one domain. The headline follows from this alone, not from the order in which it came: topics are
 * read side by side, so a release may be seen before the alert that caused it.
 *
 * @param domain the domain
 * @param newestWindow its newest window
 * @param runStart the first window of the unbroken run that ends with the newest, on the same side of the threshold
 * @param alert its newest alert
 * @param adaptation what was done about that alert
 * @param servingRelease the release that serves it
 * @param loadFailure a consumer that could not take that release
 */
record DomainStatusInputs(
        String domain,
        Optional<Logged<WindowPoint>> newestWindow,
        Optional<Logged<WindowPoint>> runStart,
        Optional<Logged<DriftAlert>> alert,
        Optional<Logged<AdaptationRecord>> adaptation,
        Optional<Logged<ModelRelease>> servingRelease,
        Optional<Logged<RolloutStatus>> loadFailure) {

    DomainStatus status() {
        if (loadFailure.isPresent()) {
            RolloutStatus status = loadFailure.get().message();
            return status(
                    State.FAILED,
                    loadFailure.get(),
                    "%s could not take v%d and goes on with what it had: %s"
                            .formatted(status.consumer(), status.version(), status.reason()));
        }
        if (alert.isPresent() && !windowIsAfter(alert.get().message())) {
            return openAlertStatus(alert.get());
        }
        return windowStatus();
    }

    /** The newest window was still compared with what the domain has moved away from. */
    private DomainStatus openAlertStatus(Logged<DriftAlert> open) {
        if (adaptation.isPresent()) {
            return adaptation.get().message().outcome() == AdaptationRecord.Outcome.RELEASED
                    ? rolledBackStatus().orElseGet(() -> releasedStatus(adaptation.get()))
                    : unsuccessfulStatus(adaptation.get());
        }
        return status(
                State.ADAPTING,
                open,
                String.format(
                        Locale.ROOT,
                        "Drift is confirmed at %.2f times the threshold; a candidate is being trained.",
                        open.message().score()));
    }

    private DomainStatus releasedStatus(Logged<AdaptationRecord> ended) {
        Optional<TrafficSplit> step =
                servingRelease.map(release -> release.message().traffic()).filter(exposure -> !exposure.complete());
        if (step.isPresent()) {
            return status(
                    State.ADAPTING,
                    servingRelease.get(),
                    String.format(
                            Locale.ROOT,
                            "v%d is being rolled out: it scores %.0f %% of the events.",
                            ended.message().version(),
                            100.0 * step.get().trafficShare() / TrafficSplit.FULL));
        }
        return status(
                State.ADAPTING,
                ended,
                "v%d is released; the next window will tell whether it helps."
                        .formatted(ended.message().version()));
    }

    /** The release that the adaptation led to has been followed by the one before it. */
    private Optional<DomainStatus> rolledBackStatus() {
        long released = adaptation.map(ended -> ended.message().version()).orElse(0L);
        return servingRelease
                .filter(release ->
                        release.message().rollbackTo() > 0 && release.message().rollbackTo() < released)
                .map(release -> status(
                        State.REJECTED,
                        release,
                        "v%d was taken back: %s"
                                .formatted(released, release.message().traffic().reason())));
    }

    private DomainStatus unsuccessfulStatus(Logged<AdaptationRecord> ended) {
        AdaptationRecord record = ended.message();
        return switch (record.outcome()) {
            case REJECTED -> status(State.REJECTED, ended, "The gate refused the candidate: " + record.reason());
            case WITHHELD -> status(State.WITHHELD, ended, "Nothing is released, " + record.reason());
            case SKIPPED -> status(State.SKIPPED, ended, "Nothing was tried: " + record.reason());
            default -> status(State.FAILED, ended, "The adaptation came to no verdict: " + record.reason());
        };
    }

    private DomainStatus windowStatus() {
        if (newestWindow.isEmpty()) {
            return new DomainStatus(
                    domain, State.QUIET, Optional.empty(), "No window of this domain has been seen.", version());
        }
        if (newestWindow.get().message().exceedsThreshold()) {
            return status(
                    State.DRIFTING,
                    runStart.get(),
                    newestWindow.get().message().driftEnded()
                            ? "The change has lasted, and the score stays over the threshold."
                            : "The score is over the threshold and not confirmed yet.");
        }
        if (alert.isEmpty()) {
            return status(State.QUIET, runStart.get(), "The score is within the threshold.");
        }
        return adaptation
                .filter(ended -> ended.message().outcome() != AdaptationRecord.Outcome.RELEASED)
                .map(this::unsuccessfulStatus)
                .or(this::rolledBackStatus)
                .orElseGet(this::recoveredStatus);
    }

    private DomainStatus recoveredStatus() {
        return status(
                State.RECOVERED,
                runStart.get(),
                adaptation.isPresent() || servesNewestAlert()
                        ? "v%d was released, and the score is within the threshold again.".formatted(version())
                        : "The score is within the threshold again.");
    }

    /** Whether the live release was made for the newest alert: it may be seen before the adaptation that made it. */
    private boolean servesNewestAlert() {
        return alert.flatMap(raised -> servingRelease.filter(release ->
                        release.message().alertId().equals(raised.message().id())))
                .isPresent();
    }

    private boolean windowIsAfter(DriftAlert raised) {
        if (newestWindow.isEmpty()) {
            return false;
        }
        WindowPoint window = newestWindow.get().message();
        // The word alone is not enough: it may be about the change before, on a topic that is read more slowly.
        return window.reference().equals(raised.id())
                || (window.driftEnded() && !window.end().isBefore(raised.confirmedAt()));
    }

    private DomainStatus status(State state, Logged<?> since, String detail) {
        return new DomainStatus(domain, state, Optional.of(since.loggedAt()), detail, version());
    }

    private long version() {
        return servingRelease.map(release -> release.message().version()).orElse(0L);
    }
}
