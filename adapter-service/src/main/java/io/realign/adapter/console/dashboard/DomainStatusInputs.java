package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.dashboard.DomainStatus.State;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The newest messages of a domain, from which its status is derived. The status does not depend on the order of arrival: topics
 * are read in parallel, so a release may arrive before its alert.
 *
 * @param segmentStart first window of the {@linkplain WindowPoint#isInSameSegment segment} of the newest window
 * @param alert newest alert of the domain
 * @param adaptation adaptation of {@code alert}; empty until it has an outcome
 * @param newestRelease newest release of the domain, or the base model if the domain has none
 * @param windowsStaleSince time since which the drift job has written no window although events arrive
 * @param loadFailure status of a consumer that could not load {@code newestRelease}
 */
record DomainStatusInputs(
        String domain,
        Optional<TimestampedMessage<WindowPoint>> newestWindow,
        Optional<TimestampedMessage<WindowPoint>> segmentStart,
        Optional<TimestampedMessage<DriftAlert>> alert,
        Optional<TimestampedMessage<AdaptationRecord>> adaptation,
        Optional<TimestampedMessage<ModelRelease>> newestRelease,
        Optional<Instant> windowsStaleSince,
        Optional<TimestampedMessage<RolloutStatus>> loadFailure) {

    DomainStatus status() {
        if (loadFailure.isPresent()) {
            RolloutStatus status = loadFailure.get().message();
            return status(
                    State.FAILED,
                    loadFailure.get(),
                    "%s could not load v%d and keeps serving its previous release: %s"
                            .formatted(status.consumer(), status.version(), status.reason()));
        }
        if (alert.isPresent() && !isClosed(alert.get().message())) {
            return alertStatus(alert.get());
        }
        return windowsStaleSince
                .map(since -> new DomainStatus(
                        domain,
                        State.STALE,
                        windowsStaleSince,
                        "Events arrive, but the drift job has written no window since " + since + ".",
                        version()))
                .orElseGet(this::windowStatus);
    }

    private DomainStatus alertStatus(TimestampedMessage<DriftAlert> raised) {
        if (adaptation.isPresent()) {
            return adaptation.get().message().outcome() == AdaptationRecord.Outcome.RELEASED
                    ? rolledBackStatus().orElseGet(() -> releasedStatus(adaptation.get()))
                    : unsuccessfulStatus(adaptation.get());
        }
        return status(
                State.ADAPTING,
                raised,
                String.format(
                        Locale.ROOT,
                        "Drift is confirmed at %.2f times the threshold; a candidate is being trained.",
                        raised.message().statistic().score()));
    }

    private DomainStatus releasedStatus(TimestampedMessage<AdaptationRecord> finished) {
        long version = finished.message().version();
        return newestRelease
                .filter(release -> !release.message().traffic().complete())
                .map(release -> status(
                        State.ADAPTING,
                        release,
                        String.format(
                                Locale.ROOT,
                                "v%d is being rolled out: it scores %.0f %% of the events.",
                                version,
                                100.0 * release.message().traffic().trafficShare() / TrafficSplit.FULL)))
                .orElseGet(() -> status(
                        State.ADAPTING, finished, "v%d is released; waiting for the next window.".formatted(version)));
    }

    private Optional<DomainStatus> rolledBackStatus() {
        long released = adaptation.map(finished -> finished.message().version()).orElse(0L);
        return newestRelease
                .filter(release -> release.message().origin().rollbackTo() > 0
                        && release.message().origin().rollbackTo() < released)
                .map(release -> status(
                        State.REJECTED,
                        release,
                        "v%d was rolled back: %s"
                                .formatted(released, release.message().traffic().reason())));
    }

    private DomainStatus unsuccessfulStatus(TimestampedMessage<AdaptationRecord> finished) {
        AdaptationRecord record = finished.message();
        return switch (record.outcome()) {
            case REJECTED -> status(State.REJECTED, finished, "The gate rejected the candidate: " + record.reason());
            case WITHHELD -> status(State.WITHHELD, finished, "Not released: " + record.reason());
            case SKIPPED -> status(State.SKIPPED, finished, "Adaptation skipped: " + record.reason());
            default -> status(State.FAILED, finished, "The adaptation failed: " + record.reason());
        };
    }

    private DomainStatus windowStatus() {
        if (newestWindow.isEmpty()) {
            return new DomainStatus(domain, State.QUIET, Optional.empty(), "No windows yet.", version());
        }
        if (newestWindow.get().message().exceedsThreshold()) {
            return status(
                    State.DRIFTING,
                    segmentStart.get(),
                    newestWindow.get().message().alertClosed()
                            ? "The drift persists above the threshold."
                            : "The score is above the threshold; drift is not confirmed yet.");
        }
        if (alert.isEmpty()) {
            return status(State.QUIET, segmentStart.get(), "The score is within the threshold.");
        }
        return adaptation
                .filter(finished -> finished.message().outcome() != AdaptationRecord.Outcome.RELEASED)
                .map(this::unsuccessfulStatus)
                .or(this::rolledBackStatus)
                .orElseGet(this::recoveredStatus);
    }

    private DomainStatus recoveredStatus() {
        return status(
                State.RECOVERED,
                segmentStart.get(),
                adaptation.isPresent() || isReleasedForAlert()
                        ? "v%d was released, and the score is within the threshold again.".formatted(version())
                        : "The score is within the threshold again.");
    }

    /** The release may be read before the record of its adaptation. */
    private boolean isReleasedForAlert() {
        return alert.flatMap(raised -> newestRelease.filter(release -> release.message()
                        .origin()
                        .alertId()
                        .equals(raised.message().id())))
                .isPresent();
    }

    private boolean isClosed(DriftAlert raised) {
        if (newestWindow.isEmpty()) {
            return false;
        }
        WindowPoint window = newestWindow.get().message();
        boolean comparedWithEventsOfAlert = window.reference().equals(raised.id());
        // Windows may be read later than alerts, so the newest window read may precede the alert.
        boolean followsAlert = !window.end().isBefore(raised.times().confirmedAt());
        return comparedWithEventsOfAlert || (window.alertClosed() && followsAlert);
    }

    private DomainStatus status(State state, TimestampedMessage<?> since, String detail) {
        return new DomainStatus(domain, state, Optional.of(since.loggedAt()), detail, version());
    }

    private long version() {
        return newestRelease.map(release -> release.message().version()).orElse(0L);
    }
}
