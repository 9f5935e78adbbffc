package io.realign.jobs;

import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What both jobs need to know.
 *
 * @param bootstrap the brokers, host:port, comma separated
 * @param contract what an event must be
 * @param checkpoints directory of the checkpoints; the newest complete one in it is where a start goes on from
 * @param checkpointInterval time between two checkpoints, 100 ms or more; also how long readers wait for what is written
 * @param seed of everything that is drawn
 * @param keys who may vouch for a release
 */
public record JobSettings(
        String bootstrap,
        EventContract contract,
        Path checkpoints,
        Duration checkpointInterval,
        long seed,
        TrustedKeys keys) {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    public JobSettings {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap: expected host:port, got nothing");
        }
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "checkpoint-interval: expected " + SHORTEST_INTERVAL + " or more, got " + checkpointInterval);
        }
    }
}
