package io.realign.rollout;

import io.realign.model.ModelRelease;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Newest status of every consumer. Mutable; one writer. */
public final class ConsumerStatuses {
    private final Map<String, Map<String, RolloutStatus>> byName = new TreeMap<>();

    public void add(RolloutStatus status) {
        byName.computeIfAbsent(status.consumer(), name -> new TreeMap<>()).put(status.domain(), status);
    }

    /** Returns the statuses for a release; consumers without one are left out. */
    public List<RolloutStatus> forRelease(ModelRelease release) {
        return byName.values().stream()
                .map(domains -> domains.get(release.domain()))
                .filter(status -> status != null && status.version() == release.version())
                .toList();
    }

    /** Returns the consumers that have not reported on a release yet or are still retrying. */
    List<String> pendingConsumers(ModelRelease release) {
        List<String> reported = forRelease(release).stream()
                .filter(status -> !status.retrying())
                .map(RolloutStatus::consumer)
                .toList();
        return byName.keySet().stream().filter(name -> !reported.contains(name)).toList();
    }
}
