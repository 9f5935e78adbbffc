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
 * Tracks alerts and their outcomes. An alert is open until its adaptation ends without a release, or until all consumers
 * serve the released version to all events, or report that they cannot load it.
 */
public final class AlertTracker {
    private final Map<String, DriftAlert> alerts = new LinkedHashMap<>();
    private final Map<String, AdaptationRecord> outcomes = new LinkedHashMap<>();

    /** The latest rollout report by consumer and domain. */
    private final Map<String, Map<String, RolloutStatus>> rollouts = new HashMap<>();

    private Optional<ModelRelease> shared = Optional.empty();

    /** Processes a message of any topic; ignores unrelated types. */
    public void accept(Object message) {
        if (message instanceof DriftAlert alert) {
            alerts.put(alert.id(), alert);
        } else if (message instanceof AdaptationRecord outcome) {
            outcomes.put(outcome.alertId(), outcome);
        } else if (message instanceof RolloutStatus status) {
            rollouts.computeIfAbsent(status.consumer(), name -> new HashMap<>())
                    .merge(status.domain(), status, (old, now) -> now.version() >= old.version() ? now : old);
        } else if (message instanceof ModelRelease release && release.domain().equals(ModelRelease.SHARED)) {
            shared = Optional.of(release);
        }
    }

    /** The shared base model, once all consumers serve it. */
    public Optional<ModelRelease> baseModel() {
        return shared.filter(release -> isRolledOut(release.domain(), release.version()));
    }

    /** Alerts without an outcome, or whose release is not on all consumers, oldest first. */
    public List<DriftAlert> openAlerts() {
        return alerts.values().stream().filter(alert -> !isResolved(alert)).toList();
    }

    /** Outcomes of alerts, in the order of their first report. */
    public List<AdaptationRecord> endedAdaptations() {
        return new ArrayList<>(outcomes.values());
    }

    private boolean isResolved(DriftAlert alert) {
        AdaptationRecord outcome = outcomes.get(alert.id());
        return outcome != null
                && (outcome.outcome() != Outcome.RELEASED || isRolledOut(outcome.domain(), outcome.version()));
    }

    /** Whether every consumer serves the version to all events, or has failed to load it; false without consumers. */
    private boolean isRolledOut(String domain, long version) {
        return !rollouts.isEmpty()
                && rollouts.values().stream().allMatch(statuses -> isDone(statuses.get(domain), version));
    }

    private static boolean isDone(RolloutStatus status, long version) {
        return status != null
                && status.version() >= version
                && (status.state() == State.FAILED || status.trafficShare() == TrafficSplit.FULL);
    }
}
