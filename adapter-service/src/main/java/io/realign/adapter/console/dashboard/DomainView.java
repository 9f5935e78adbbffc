package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The newest messages of one domain. Messages of different topics may arrive in any order and more than once. */
final class DomainView {
    /** Windows in the sparkline of the overview. */
    static final int MAX_WINDOWS = 48;

    /** More than can be in progress at once; also the maximum number of adaptations. */
    static final int MAX_ALERTS = 8;

    static final int MAX_CONSUMERS = 200;

    private final LatestByKey<Logged<WindowPoint>> windows = new LatestByKey<>(MAX_WINDOWS);
    private final LatestByKey<Logged<DriftAlert>> alerts = new LatestByKey<>(MAX_ALERTS);
    private final LatestByKey<Logged<AdaptationRecord>> adaptations = new LatestByKey<>(MAX_ALERTS);
    private final LatestByKey<Logged<RolloutStatus>> rollouts = new LatestByKey<>(MAX_CONSUMERS);
    private Optional<Logged<ModelRelease>> newestRelease = Optional.empty();
    private Optional<Logged<WindowPoint>> segmentStart = Optional.empty();

    void addWindow(Logged<WindowPoint> logged) {
        WindowPoint window = logged.message();
        if (windows.get(window.id()).isPresent()) {
            return;
        }
        if (newestWindow()
                .filter(previous -> previous.message().isInSameSegment(window))
                .isEmpty()) {
            segmentStart = Optional.of(logged);
        }
        windows.put(window.id(), logged);
    }

    /** Sets the first window of the segment of the newest window; it may be older than the stored windows. */
    void setSegmentStart(Logged<WindowPoint> start) {
        segmentStart = Optional.of(start);
    }

    void addAlert(Logged<DriftAlert> logged) {
        alerts.put(logged.message().id(), logged);
    }

    void addAdaptation(Logged<AdaptationRecord> logged) {
        adaptations.put(logged.message().alertId(), logged);
    }

    void addRelease(Logged<ModelRelease> logged) {
        Comparator<Logged<ModelRelease>> order = Comparator.comparing(
                        (Logged<ModelRelease> release) -> release.message().version())
                .thenComparing(release -> release.message().traffic().step());
        if (newestRelease.isEmpty() || order.compare(newestRelease.get(), logged) <= 0) {
            newestRelease = Optional.of(logged);
        }
    }

    void addRolloutStatus(Logged<RolloutStatus> logged) {
        rollouts.putAsNewest(logged.message().consumer(), logged);
    }

    Optional<Logged<ModelRelease>> newestRelease() {
        return newestRelease;
    }

    Optional<Logged<WindowPoint>> newestWindow() {
        return windows.newest();
    }

    /** Scores of the stored windows, oldest first. */
    List<Double> scores() {
        return windows.all().stream().map(logged -> logged.message().score()).toList();
    }

    /** @param shared view of the shared domain, whose release serves domains without their own */
    DomainStatusInputs statusInputs(String domain, DomainView shared) {
        Optional<Logged<DriftAlert>> alert = alerts.all().stream()
                .max(Comparator.comparing(logged -> logged.message().sequenceNumber()));
        DomainView serving = newestRelease.isPresent() ? this : shared;
        return new DomainStatusInputs(
                domain,
                newestWindow(),
                segmentStart,
                alert,
                alert.flatMap(raised -> adaptations.get(raised.message().id())),
                serving.newestRelease,
                serving.loadFailure());
    }

    private Optional<Logged<RolloutStatus>> loadFailure() {
        return newestRelease.flatMap(release -> rollouts.all().stream()
                .filter(logged -> logged.message().state() == RolloutStatus.State.FAILED
                        && logged.message().version() == release.message().version())
                .findFirst());
    }
}
