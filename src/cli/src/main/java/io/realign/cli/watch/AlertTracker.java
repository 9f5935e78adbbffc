package io.realign.cli.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tracks alerts and their adaptations. If an adaptation ends without a release, its alert is resolved. Otherwise the alert is open
 * until each consumer uses the released version for all events, or reports that it cannot load this version.
 */
public final class AlertTracker {
    private final Map<String, DriftAlert> alerts = new LinkedHashMap<>();
    /** Ended adaptations by alert id. */
    private final Map<String, AdaptationRecord> adaptations = new LinkedHashMap<>();

    /** The latest rollout report by consumer and domain. */
    private final Map<String, Map<String, RolloutStatus>> rollouts = new HashMap<>();

    private Optional<ModelRelease> sharedRelease = Optional.empty();

    /** Processes a message of any topic; ignores unrelated types. */
    public void accept(Object message) {
        if (message instanceof DriftAlert alert) {
            alerts.put(alert.id(), alert);
        } else if (message instanceof AdaptationRecord adaptation) {
            adaptations.put(adaptation.alertId(), adaptation);
        } else if (message instanceof RolloutStatus status) {
            rollouts.computeIfAbsent(status.consumer(), name -> new HashMap<>())
                    .merge(status.domain(), status, (old, now) -> now.version() >= old.version() ? now : old);
        } else if (message instanceof ModelRelease release && release.domain().equals(ModelRelease.SHARED)) {
            sharedRelease = Optional.of(release);
        }
    }

    /** The shared base model, once all consumers serve it. */
    public Optional<ModelRelease> baseModel() {
        return sharedRelease.filter(release -> isRolledOut(release.domain(), release.version()));
    }

    /** Alerts whose adaptation has not ended, or whose release is not on all consumers, oldest first. */
    public List<DriftAlert> openAlerts() {
        return alerts.values().stream().filter(alert -> !isResolved(alert)).toList();
    }

    /** Ended adaptations, in the order of their first report. */
    public List<AdaptationRecord> endedAdaptations() {
        return new ArrayList<>(adaptations.values());
    }

    private boolean isResolved(DriftAlert alert) {
        AdaptationRecord adaptation = adaptations.get(alert.id());
        return adaptation != null
                && (adaptation.outcome() != Outcome.RELEASED || isRolledOut(adaptation.domain(), adaptation.version()));
    }

    /** Whether every consumer uses the version for all events or has failed to load it; false without consumers. */
    private boolean isRolledOut(String domain, long version) {
        return !rollouts.isEmpty()
                && rollouts.values().stream().allMatch(statuses -> isServedOrFailed(statuses.get(domain), version));
    }

    private static boolean isServedOrFailed(RolloutStatus status, long version) {
        return status != null
                && status.version() >= version
                && (status.state() == State.FAILED || status.trafficShare() == TrafficSplit.FULL);
    }
}
