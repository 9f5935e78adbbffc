package io.realign.jobs.runtime;

import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import io.realign.schemas.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of both jobs.
 *
 * @param checkpoints checkpoint directory; the job resumes from the latest complete checkpoint
 * @param checkpointInterval time between checkpoints, 100 ms or more; consumers with {@code read_committed} receive records with
 *     this delay
 * @param trustedKeys keys that releases are verified with
 * @param metricsPorts port of the Prometheus endpoint, or a range such as 9249-9250, of which the first free port is used; empty
 *     for no endpoint
 */
public record JobSettings(
        KafkaConnection kafka,
        EventContract contract,
        Path checkpoints,
        Duration checkpointInterval,
        long seed,
        TrustedKeys trustedKeys,
        Optional<String> metricsPorts) {
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?");
    private static final Duration MIN_CHECKPOINT_INTERVAL = Duration.ofMillis(100);

    public JobSettings {
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
