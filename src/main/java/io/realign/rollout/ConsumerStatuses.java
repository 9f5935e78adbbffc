package io.realign.rollout;

import io.realign.model.ModelRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest word of every consumer. Mutable; one writer. */
public final class ConsumerStatuses {
    private final Map<String, Map<String, RolloutStatus>> byName = new TreeMap<>();

    /** Takes in a report. */
    public void add(RolloutStatus status) {
        byName.computeIfAbsent(status.consumer(), name -> new TreeMap<>()).put(status.domain(), status);
    }

    /** What each consumer has done with a release; those that have said nothing of it are left out. */
    public List<RolloutStatus> forRelease(ModelRelease release) {
        List<RolloutStatus> said = new ArrayList<>();
        for (Map<String, RolloutStatus> domains : byName.values()) {
            RolloutStatus status = domains.get(release.domain());
            if (status != null && status.version() == release.version()) {
                said.add(status);
            }
        }
        return said;
    }

    /** The names of those that have said nothing of a release yet, or that it was not to be had for them. */
    List<String> pendingConsumers(ModelRelease release) {
        List<String> heard = forRelease(release).stream()
                .filter(status -> !status.retrying())
                .map(RolloutStatus::consumer)
                .toList();
        return byName.keySet().stream().filter(name -> !heard.contains(name)).toList();
    }
}
