package io.realign.cli.watch;

import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The latest rollout report of each consumer and domain. */
public final class ConsumerVersions {
    private final Map<String, Map<String, RolloutStatus>> consumers = new TreeMap<>();

    public void accept(RolloutStatus status) {
        consumers
                .computeIfAbsent(status.consumer(), name -> new HashMap<>())
                .merge(status.domain(), status, (old, now) -> now.version() >= old.version() ? now : old);
    }

    /** Whether every consumer serves the version to all events, or has failed to load it; false without consumers. */
    public boolean isRolledOut(String domain, long version) {
        return !consumers.isEmpty()
                && consumers.values().stream().allMatch(statuses -> isDone(statuses.get(domain), version));
    }

    private static boolean isDone(RolloutStatus status, long version) {
        return status != null
                && status.version() >= version
                && (status.state() == State.FAILED || status.trafficShare() == TrafficSplit.FULL);
    }
}
