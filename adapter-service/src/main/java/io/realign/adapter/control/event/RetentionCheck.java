package io.realign.adapter.control.event;

import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/** Checks that Kafka retains the records of each topic for as long as the programs need them. */
public final class RetentionCheck {
    private static final Logger LOG = Logger.getLogger(RetentionCheck.class);
    private static final int TIMEOUT_MS = 5_000;
    private static final long UNLIMITED = -1;

    private RetentionCheck() {}

    /** Returns a warning for each limit that makes records expire too early; empty also if the configuration cannot be read. */
    public static List<String> warnings(KafkaConnection kafka) throws InterruptedException {
        List<Topic<?>> uncompacted =
                Topics.all().stream().filter(topic -> !topic.compacted()).toList();
        Map<String, Object> settings = kafka.clientProperties(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS));
        try (Admin admin = Admin.create(settings)) {
            Map<ConfigResource, Config> configurations = admin.describeConfigs(
                            uncompacted.stream().map(RetentionCheck::resource).toList())
                    .all()
                    .get();
            List<String> warnings = new ArrayList<>();
            uncompacted.forEach(topic -> addWarnings(topic, configurations.get(resource(topic)), warnings));
            return warnings;
        } catch (ExecutionException e) {
            LOG.infof(
                    "cannot check the retention of the topics: %s", e.getCause().getMessage());
            return List.of();
        }
    }

    private static void addWarnings(Topic<?> topic, Config configuration, List<String> warnings) {
        long retentionMs = value(configuration, TopicConfig.RETENTION_MS_CONFIG);
        long minRetentionMs = topic.minRetention().toMillis();
        if (retentionMs != UNLIMITED && (minRetentionMs == UNLIMITED || retentionMs < minRetentionMs)) {
            warnings.add("%s: expected %s of %s, got %d (%s); records that a program still needs may expire"
                    .formatted(
                            topic.name(),
                            TopicConfig.RETENTION_MS_CONFIG,
                            minRetentionMs == UNLIMITED ? "-1 (unlimited)" : "at least " + minRetentionMs,
                            retentionMs,
                            Duration.ofMillis(retentionMs)));
        }
        long retentionBytes = value(configuration, TopicConfig.RETENTION_BYTES_CONFIG);
        if (retentionBytes != UNLIMITED) {
            warnings.add("%s: expected %s of -1 (unlimited), got %d; records that a program still needs may expire"
                    .formatted(topic.name(), TopicConfig.RETENTION_BYTES_CONFIG, retentionBytes));
        }
    }

    private static long value(Config configuration, String name) {
        return Long.parseLong(configuration.get(name).value());
    }

    private static ConfigResource resource(Topic<?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
