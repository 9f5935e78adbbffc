package io.realign.adapter.console.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.realign.model.ReleaseHistory;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gauges of the rollout statuses of consumers. Not thread-safe. */
final class ConsumerMetrics {
    /** Latest status by {@code CONSUMER/DOMAIN}, the record key. */
    private final Map<String, RolloutStatus> statuses = new TreeMap<>();

    private final GaugeTable outdated;
    private final GaugeTable failed;
    private volatile long consumerCount;

    ConsumerMetrics(MeterRegistry meters) {
        Gauge.builder("realign.rollout.consumers", () -> consumerCount)
                .description("Consumers that have reported a rollout status")
                .register(meters);
        outdated = new GaugeTable(
                meters, "realign.rollout.domains.outdated", "Domains whose newest release a consumer has not reported");
        failed = new GaugeTable(
                meters, "realign.rollout.domains.failed", "Domains whose newest release a consumer could not load");
    }

    /** A record without a value (tombstone) removes the status, as in the compacted topic. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
            statuses.remove(key);
        } else if (Topics.ROLLOUTS.codec().decode(record.value()) instanceof DecodeResult.Valid<RolloutStatus> valid) {
            statuses.put(key, valid.message());
        }
    }

    void update(ReleaseHistory history) {
        Map<String, Long> newestVersions = new TreeMap<>();
        history.releases().forEach(release -> newestVersions.merge(release.domain(), release.version(), Math::max));
        List<String> consumers = statuses.values().stream()
                .map(RolloutStatus::consumer)
                .distinct()
                .toList();
        consumerCount = consumers.size();
        Function<String, Tags> tags = consumer -> Tags.of("consumer", consumer);
        failed.update(consumers, tags, consumer -> newestVersions.entrySet().stream()
                .filter(newest -> hasFailed(consumer, newest))
                .count());
        // A failure that is reported as version 0 counts as failed, not as outdated.
        outdated.update(consumers, tags, consumer -> newestVersions.entrySet().stream()
                .filter(newest -> !hasReported(consumer, newest) && !hasFailed(consumer, newest))
                .count());
    }

    private boolean hasReported(String consumer, Map.Entry<String, Long> newest) {
        RolloutStatus status = statuses.get(consumer + "/" + newest.getKey());
        return status != null && status.version() >= newest.getValue();
    }

    /** A release that failed verification has no trusted version and is reported as version 0. */
    private boolean hasFailed(String consumer, Map.Entry<String, Long> newest) {
        RolloutStatus status = statuses.get(consumer + "/" + newest.getKey());
        return status != null
                && status.state() == RolloutStatus.State.FAILED
                && (status.version() == 0 || status.version() >= newest.getValue());
    }
}
