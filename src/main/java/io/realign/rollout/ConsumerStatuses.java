package io.realign.rollout;

import io.realign.model.ModelRelease;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Newest {@link RolloutStatus} of each consumer and domain. Not thread-safe. */
public final class ConsumerStatuses {
    private final Map<String, Map<String, RolloutStatus>> byConsumer = new TreeMap<>();

    public void add(RolloutStatus status) {
        byConsumer.computeIfAbsent(status.consumer(), name -> new TreeMap<>()).put(status.domain(), status);
    }

    /** Returns the statuses of a release, without consumers that have not reported on it. */
    public List<RolloutStatus> forRelease(ModelRelease release) {
        return byConsumer.values().stream()
                .map(domains -> domains.get(release.domain()))
                .filter(status -> status != null && status.version() == release.version())
                .toList();
    }

    /** Returns the consumers that have not reported on a release or are still retrying. */
    List<String> pendingConsumers(ModelRelease release) {
        List<String> reported = forRelease(release).stream()
                .filter(status -> !status.retrying())
                .map(RolloutStatus::consumer)
                .toList();
        return byConsumer.keySet().stream()
                .filter(name -> !reported.contains(name))
                .toList();
    }
}
