package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The newest messages of one domain. Messages of different topics may arrive in any order and more than once. */
final class DomainView {
    /** Windows in the sparkline of the overview. */
    static final int MAX_WINDOWS = 48;

    /** Number of alerts, and of adaptation records, that are kept. Only the newest alert can be open. */
    static final int MAX_ALERTS = 8;

    static final int MAX_CONSUMERS = 200;

    private final LatestByKey<TimestampedMessage<WindowPoint>> windows = new LatestByKey<>(MAX_WINDOWS);
    private final LatestByKey<TimestampedMessage<DriftAlert>> alerts = new LatestByKey<>(MAX_ALERTS);
    private final LatestByKey<TimestampedMessage<AdaptationRecord>> adaptations = new LatestByKey<>(MAX_ALERTS);
    private final LatestByKey<TimestampedMessage<RolloutStatus>> rollouts = new LatestByKey<>(MAX_CONSUMERS);
    private Optional<TimestampedMessage<ModelRelease>> newestRelease = Optional.empty();
    private Optional<TimestampedMessage<WindowPoint>> segmentStart = Optional.empty();

    void addWindow(TimestampedMessage<WindowPoint> window) {
        if (windows.get(window.message().id()).isPresent()) {
            return;
        }
        if (newestWindow()
                .filter(previous -> previous.message().isInSameSegment(window.message()))
                .isEmpty()) {
            segmentStart = Optional.of(window);
        }
        windows.put(window.message().id(), window);
    }

    /**
     * Sets the first window of the {@linkplain WindowPoint#isInSameSegment segment} of the newest window: of the consecutive windows
     * with its reference and on its side of the threshold. It may be older than the stored windows.
     */
    void setSegmentStart(TimestampedMessage<WindowPoint> start) {
        segmentStart = Optional.of(start);
    }

    void addAlert(TimestampedMessage<DriftAlert> alert) {
        alerts.put(alert.message().id(), alert);
    }

    void addAdaptation(TimestampedMessage<AdaptationRecord> adaptation) {
        adaptations.put(adaptation.message().alertId(), adaptation);
    }

    void addRelease(TimestampedMessage<ModelRelease> release) {
        Comparator<TimestampedMessage<ModelRelease>> order = Comparator.comparing(
                        (TimestampedMessage<ModelRelease> one) -> one.message().version())
                .thenComparing(one -> one.message().traffic().step());
        int difference =
                newestRelease.map(newest -> order.compare(newest, release)).orElse(-1);
        if (difference < 0) {
            newestRelease = Optional.of(release);
        } else if (difference == 0) {
            // A new signature is not a new release.
            newestRelease = newestRelease.map(newest -> new TimestampedMessage<>(release.message(), newest.loggedAt()));
        }
    }

    void addRolloutStatus(TimestampedMessage<RolloutStatus> status) {
        rollouts.putAsNewest(status.message().consumer(), status);
    }

    Optional<TimestampedMessage<ModelRelease>> newestRelease() {
        return newestRelease;
    }

    Optional<TimestampedMessage<WindowPoint>> newestWindow() {
        return windows.newest();
    }

    /** Scores of the stored windows, oldest first. */
    List<Double> scores() {
        return windows.all().stream().map(window -> window.message().score()).toList();
    }

    /** @param baseModel view of the domain {@code *}: the base model serves domains without a release of their own */
    DomainStatusInputs statusInputs(String domain, DomainView baseModel, Optional<Instant> windowsStaleSince) {
        Optional<TimestampedMessage<DriftAlert>> alert = alerts.all().stream()
                .max(Comparator.comparing(raised -> raised.message().sequenceNumber()));
        DomainView serving = newestRelease.isPresent() ? this : baseModel;
        return new DomainStatusInputs(
                domain,
                newestWindow(),
                segmentStart,
                alert,
                alert.flatMap(raised -> adaptations.get(raised.message().id())),
                serving.newestRelease,
                windowsStaleSince,
                serving.loadFailure());
    }

    private Optional<TimestampedMessage<RolloutStatus>> loadFailure() {
        return newestRelease.flatMap(release -> rollouts.all().stream()
                .filter(status -> status.message().state() == RolloutStatus.State.FAILED
                        && status.message().version() == release.message().version())
                .findFirst());
    }
}
