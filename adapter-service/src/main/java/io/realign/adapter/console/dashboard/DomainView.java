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

/** The newest of one domain. Messages of different topics may come in any order and more than once. */
final class DomainView {
    /** Windows that an overview draws. */
    static final int MAX_WINDOWS = 48;
    /** More than can be under way at once. */
    static final int MAX_RECORDS = 8;
    /** Consumers of one domain whose word is remembered. */
    static final int MAX_CONSUMERS = 200;

    private final LatestByKey<Logged<WindowPoint>> windows = new LatestByKey<>(MAX_WINDOWS);
    private final LatestByKey<Logged<DriftAlert>> alerts = new LatestByKey<>(MAX_RECORDS);
    private final LatestByKey<Logged<AdaptationRecord>> adaptations = new LatestByKey<>(MAX_RECORDS);
    private final LatestByKey<Logged<RolloutStatus>> rollouts = new LatestByKey<>(MAX_CONSUMERS);
    private Optional<Logged<ModelRelease>> servingRelease = Optional.empty();
    private Optional<Logged<WindowPoint>> runStart = Optional.empty();

    void window(Logged<WindowPoint> seen) {
        WindowPoint window = seen.message();
        if (windows.get(window.id()).isPresent()) {
            return;
        }
        if (newestWindow().filter(before -> before.message().sameRun(window)).isEmpty()) {
            runStart = Optional.of(seen);
        }
        windows.put(window.id(), seen);
    }

    /** The newest windows have been of one kind since this one, which itself is not among them any more. */
    void setRunStart(Logged<WindowPoint> start) {
        runStart = Optional.of(start);
    }

    void alert(Logged<DriftAlert> seen) {
        alerts.put(seen.message().id(), seen);
    }

    void adaptation(Logged<AdaptationRecord> seen) {
        adaptations.put(seen.message().alertId(), seen);
    }

    void model(Logged<ModelRelease> seen) {
        Comparator<Logged<ModelRelease>> order = Comparator.comparing(
                        (Logged<ModelRelease> one) -> one.message().version())
                .thenComparing(one -> one.message().traffic().step());
        if (servingRelease.isEmpty() || order.compare(servingRelease.get(), seen) <= 0) {
            servingRelease = Optional.of(seen);
        }
    }

    void rollout(Logged<RolloutStatus> seen) {
        rollouts.putAsNewest(seen.message().consumer(), seen);
    }

    Optional<Logged<ModelRelease>> servingRelease() {
        return servingRelease;
    }

    Optional<Logged<WindowPoint>> newestWindow() {
        return windows.newest();
    }

    /** The scores of the newest windows, oldest first. */
    List<Double> scores() {
        return windows.all().stream().map(seen -> seen.message().score()).toList();
    }

    /** @param shared what serves all domains that have no release of their own */
    DomainStatusInputs statusInputs(String domain, DomainView shared) {
        Optional<Logged<DriftAlert>> alert = alerts.all().stream()
                .max(Comparator.comparing(seen -> seen.message().sequenceNumber()));
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
                .filter(seen -> seen.message().state() == RolloutStatus.State.FAILED
                        && seen.message().version() == release.message().version())
                .findFirst());
    }
}
