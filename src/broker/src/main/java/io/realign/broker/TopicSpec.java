package io.realign.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A topic to create. The cleanup policy of a compacted topic is {@code compact}.
 *
 * @param retention retention of the records; -1 ms if they do not expire, empty for the default of the broker
 */
public record TopicSpec(String name, int partitions, boolean compacted, Optional<Duration> retention) {
    /** A topic with the default retention of the broker. */
    public TopicSpec(String name, int partitions, boolean compacted) {
        this(name, partitions, compacted, Optional.empty());
    }

    Map<String, String> configuration() {
        if (compacted) {
            return Map.of("cleanup.policy", "compact");
        }
        return retention
                .map(time -> Map.of("retention.ms", Long.toString(time.toMillis())))
                .orElse(Map.of());
    }
}
