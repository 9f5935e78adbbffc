package io.realign.adapter.console.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.realign.model.ReleaseHistory;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gauges of the consumers, by the latest status per consumer and domain. Not thread-safe. */
final class ConsumerMetrics {
    private final Map<String, RolloutStatus> statuses = new TreeMap<>();
    private final GaugeTable outdated;
    private final GaugeTable failed;
    private volatile long consumerCount;

    ConsumerMetrics(MeterRegistry meters) {
        Gauge.builder("realign.rollout.consumers", () -> consumerCount)
                .description("Consumers that have reported a rollout status")
                .register(meters);
        outdated = new GaugeTable(
                meters,
                "realign.rollout.domains.outdated",
                null,
                "Domains whose newest release a consumer has not reported");
        failed = new GaugeTable(
                meters,
                "realign.rollout.domains.failed",
                null,
                "Domains whose newest release a consumer could not load");
    }

    /** A record without a value removes a consumer, as it does from the compacted topic. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
            statuses.remove(key);
        } else if (Topics.ROLLOUTS.codec().decode(record.value()) instanceof DecodeResult.Valid<RolloutStatus> valid) {
            statuses.put(key, valid.message());
        }
    }

    void update(ReleaseHistory history) {
        Map<String, Long> versions = new TreeMap<>();
        history.releases().forEach(release -> versions.merge(release.domain(), release.version(), Math::max));
        Map<Tags, Double> failedDomains = new LinkedHashMap<>();
        Map<Tags, Double> outdatedDomains = new LinkedHashMap<>();
        for (String consumer : consumers()) {
            long failures = 0;
            long unreported = 0;
            for (Map.Entry<String, Long> newest : versions.entrySet()) {
                Optional<RolloutStatus> status = Optional.ofNullable(statuses.get(consumer + "/" + newest.getKey()));
                if (status.filter(reported -> failed(reported, newest.getValue()))
                        .isPresent()) {
                    failures++;
                } else if (status.filter(reported -> reported.version() >= newest.getValue())
                        .isEmpty()) {
                    unreported++;
                }
            }
            failedDomains.put(Tags.of("consumer", consumer), (double) failures);
            outdatedDomains.put(Tags.of("consumer", consumer), (double) unreported);
        }
        consumerCount = failedDomains.size();
        failed.update(failedDomains);
        outdated.update(outdatedDomains);
    }

    private List<String> consumers() {
        return statuses.values().stream()
                .map(RolloutStatus::consumer)
                .distinct()
                .toList();
    }

    /** A release that failed verification has no trusted version and is reported as version 0. */
    private static boolean failed(RolloutStatus status, long newest) {
        return status.state() == RolloutStatus.State.FAILED && (status.version() == 0 || status.version() >= newest);
    }
}
