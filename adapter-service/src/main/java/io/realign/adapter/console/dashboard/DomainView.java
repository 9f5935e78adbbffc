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
    /** Alerts and adaptations; more than can be in progress at once. */
    static final int MAX_RECORDS = 8;
    /** Consumers whose status is stored. */
    static final int MAX_CONSUMERS = 200;

    private final LatestByKey<Logged<WindowPoint>> windows = new LatestByKey<>(MAX_WINDOWS);
    private final LatestByKey<Logged<DriftAlert>> alerts = new LatestByKey<>(MAX_RECORDS);
    private final LatestByKey<Logged<AdaptationRecord>> adaptations = new LatestByKey<>(MAX_RECORDS);
    private final LatestByKey<Logged<RolloutStatus>> rollouts = new LatestByKey<>(MAX_CONSUMERS);
    private Optional<Logged<ModelRelease>> servingRelease = Optional.empty();
    private Optional<Logged<WindowPoint>> runStart = Optional.empty();

    void window(Logged<WindowPoint> logged) {
        WindowPoint window = logged.message();
        if (windows.get(window.id()).isPresent()) {
            return;
        }
        if (newestWindow()
                .filter(previous -> previous.message().sameRun(window))
                .isEmpty()) {
            runStart = Optional.of(logged);
        }
        windows.put(window.id(), logged);
    }

    /** Sets the first window of the current run, which may be older than the stored windows. */
    void setRunStart(Logged<WindowPoint> start) {
        runStart = Optional.of(start);
    }

    void alert(Logged<DriftAlert> logged) {
        alerts.put(logged.message().id(), logged);
    }

    void adaptation(Logged<AdaptationRecord> logged) {
        adaptations.put(logged.message().alertId(), logged);
    }

    void model(Logged<ModelRelease> logged) {
        Comparator<Logged<ModelRelease>> order = Comparator.comparing(
                        (Logged<ModelRelease> one) -> one.message().version())
                .thenComparing(one -> one.message().traffic().step());
        if (servingRelease.isEmpty() || order.compare(servingRelease.get(), logged) <= 0) {
            servingRelease = Optional.of(logged);
        }
    }

    void rollout(Logged<RolloutStatus> logged) {
        rollouts.putAsNewest(logged.message().consumer(), logged);
    }

    Optional<Logged<ModelRelease>> servingRelease() {
        return servingRelease;
    }

    Optional<Logged<WindowPoint>> newestWindow() {
        return windows.newest();
    }

    /** The scores of the newest windows, oldest first. */
    List<Double> scores() {
        return windows.all().stream().map(logged -> logged.message().score()).toList();
    }

    /** @param shared view of the shared domain, which serves domains without a release of their own */
    DomainStatusInputs statusInputs(String domain, DomainView shared) {
        Optional<Logged<DriftAlert>> alert = alerts.all().stream()
                .max(Comparator.comparing(logged -> logged.message().sequenceNumber()));
        DomainView serving = servingRelease.isPresent() ? this : shared;
        return new DomainStatusInputs(
                domain,
                newestWindow(),
                runStart,
                alert,
                alert.flatMap(raised -> adaptations.get(raised.message().id())),
                serving.servingRelease,
                serving.loadFailure());
    }

    private Optional<Logged<RolloutStatus>> loadFailure() {
        return servingRelease.flatMap(release -> rollouts.all().stream()
                .filter(logged -> logged.message().state() == RolloutStatus.State.FAILED
                        && logged.message().version() == release.message().version())
                .findFirst());
    }
}
