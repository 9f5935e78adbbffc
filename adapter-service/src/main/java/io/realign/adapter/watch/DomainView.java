package io.realign.adapter.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.history.Point;
import io.realign.adapter.history.Seen;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The newest of one domain. Messages of different topics may come in any order and more than once. */
final class DomainView {
    /** Windows that an overview draws. */
    static final int WINDOWS = 48;
    /** More than can be under way at once. */
    static final int RECORDS = 8;
    /** Consumers of one domain whose word is remembered. */
    static final int CONSUMERS = 200;

    private final Newest<Seen<Point>> windows = new Newest<>(WINDOWS);
    private final Newest<Seen<DriftAlert>> alerts = new Newest<>(RECORDS);
    private final Newest<Seen<AdaptationRecord>> adaptations = new Newest<>(RECORDS);
    private final Newest<Seen<RolloutStatus>> rollouts = new Newest<>(CONSUMERS);
    private Optional<Seen<ModelRelease>> live = Optional.empty();
    private Optional<Seen<Point>> runStart = Optional.empty();

    void window(Seen<Point> seen) {
        Point window = seen.message();
        if (windows.get(window.id()).isPresent()) {
            return;
        }
        if (newest().filter(before -> before.message().sameRun(window)).isEmpty()) {
            runStart = Optional.of(seen);
        }
        windows.put(window.id(), seen);
    }

    /** The newest windows have been of one kind since this one, which itself is not among them any more. */
    void runsSince(Seen<Point> start) {
        runStart = Optional.of(start);
    }

    void alert(Seen<DriftAlert> seen) {
        alerts.put(seen.message().id(), seen);
    }

    void adaptation(Seen<AdaptationRecord> seen) {
        adaptations.put(seen.message().alertId(), seen);
    }

    void model(Seen<ModelRelease> seen) {
        Comparator<Seen<ModelRelease>> order = Comparator.comparing(
                        (Seen<ModelRelease> one) -> one.message().version())
                .thenComparing(one -> one.message().exposure().step());
        if (live.isEmpty() || order.compare(live.get(), seen) <= 0) {
            live = Optional.of(seen);
        }
    }

    void rollout(Seen<RolloutStatus> seen) {
        rollouts.renew(seen.message().consumer(), seen);
    }

    Optional<Seen<ModelRelease>> live() {
        return live;
    }

    Optional<Seen<Point>> newest() {
        return windows.newest();
    }

    /** The scores of the newest windows, oldest first. */
    List<Double> scores() {
        return windows.all().stream().map(seen -> seen.message().score()).toList();
    }

    /** @param shared what serves all domains that have no release of their own */
    DomainState state(String domain, DomainView shared) {
        Optional<Seen<DriftAlert>> alert = alerts.all().stream()
                .max(Comparator.comparing(seen -> seen.message().episode()));
        DomainView serving = live.isPresent() ? this : shared;
        return new DomainState(
                domain,
                newest(),
                runStart,
                alert,
                alert.flatMap(raised -> adaptations.get(raised.message().id())),
                serving.live,
                serving.failed());
    }

    private Optional<Seen<RolloutStatus>> failed() {
        return live.flatMap(release -> rollouts.all().stream()
                .filter(seen -> seen.message().state() == RolloutStatus.State.FAILED
                        && seen.message().version() == release.message().version())
                .findFirst());
    }
}
