package io.realign.cli.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which alerts have been dealt with. An episode is open from its alert until it is decided that nothing is released, or until
 * the released version scores all events on all consumers, or has been taken back.
 */
public final class AlertTracker {
    private final Map<String, DriftAlert> alerts = new LinkedHashMap<>();
    private final Map<String, AdaptationRecord> outcomes = new LinkedHashMap<>();
    private final ConsumerVersions fleet = new ConsumerVersions();
    private Optional<ModelRelease> shared = Optional.empty();

    /** Takes any message; what says nothing about episodes changes nothing. */
    public void accept(Object message) {
        if (message instanceof DriftAlert alert) {
            alerts.put(alert.id(), alert);
        } else if (message instanceof AdaptationRecord outcome) {
            outcomes.put(outcome.alertId(), outcome);
        } else if (message instanceof RolloutStatus status) {
            fleet.accept(status);
        } else if (message instanceof ModelRelease release && release.domain().equals(ModelRelease.SHARED)) {
            shared = Optional.of(release);
        }
    }

    /** The shared version, once all consumers run it. */
    public Optional<ModelRelease> baseModel() {
        return shared.filter(release -> fleet.isRolledOut(release.domain(), release.version()));
    }

    /** Alerts that wait for their verdict or for a consumer, oldest first. */
    public List<DriftAlert> openAlerts() {
        return alerts.values().stream().filter(alert -> !isResolved(alert)).toList();
    }

    /** What was done about alerts, in the order in which it was reported. */
    public List<AdaptationRecord> outcomes() {
        return new ArrayList<>(outcomes.values());
    }

    private boolean isResolved(DriftAlert alert) {
        AdaptationRecord outcome = outcomes.get(alert.id());
        return outcome != null
                && (outcome.outcome() != Outcome.RELEASED || fleet.isRolledOut(outcome.domain(), outcome.version()));
    }
}
