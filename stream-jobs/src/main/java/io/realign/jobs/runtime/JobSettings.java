package io.realign.jobs.runtime;

import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What both jobs need to know.
 *
 * @param bootstrap the brokers, host:port, comma separated
 * @param contract what an event must be
 * @param checkpoints directory of the checkpoints; the newest complete one in it is where a start goes on from
 * @param checkpointInterval time between two checkpoints, 100 ms or more; also how long readers wait for what is written
 * @param seed of everything that is drawn
 * @param trustedKeys who may vouch for a release
 * @param metricsPorts where Prometheus may ask, a port or a range such as 9249-9250 of which the first free one is taken;
 *     nowhere if empty
 */
public record JobSettings(
        String bootstrap,
        EventContract contract,
        Path checkpoints,
        Duration checkpointInterval,
        long seed,
        TrustedKeys trustedKeys,
        Optional<String> metricsPorts) {
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?");
    private static final Duration MIN_CHECKPOINT_INTERVAL = Duration.ofMillis(100);

    public JobSettings {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap: expected host:port, got nothing");
        }
        if (checkpointInterval.compareTo(MIN_CHECKPOINT_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "checkpoint-interval: expected " + MIN_CHECKPOINT_INTERVAL + " or more, got " + checkpointInterval);
        }
        metricsPorts.filter(ports -> !PORTS.matcher(ports).matches()).ifPresent(ports -> {
            throw new IllegalArgumentException(
                    "metrics-ports: expected a port or a range such as 9249-9250, got " + ports);
        });
    }
}
