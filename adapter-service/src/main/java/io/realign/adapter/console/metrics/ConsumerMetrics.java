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

/** How far the consumers have come, each by its newest word on each domain. For one thread. */
final class ConsumerMetrics {
    private final Map<String, RolloutStatus> statuses = new TreeMap<>();
    private final GaugeTable outdated;
    private final GaugeTable failed;
    private volatile long consumerCount;

    ConsumerMetrics(MeterRegistry meters) {
        Gauge.builder("realign.rollout.consumers", () -> consumerCount)
                .description("Consumers that have ever said which version they run")
                .register(meters);
        outdated = new GaugeTable(
                meters,
                "realign.rollout.domains.behind",
                null,
                "Domains of whose newest version a consumer has said nothing");
        failed = new GaugeTable(
                meters,
                "realign.rollout.domains.failed",
                null,
                "Domains whose newest version a consumer could not take");
    }

    /** Who is gone for good is forgotten by a record without a value, as the topic itself forgets. */
    void add(ConsumerRecord<byte[], byte[]> word) {
        String key = new String(word.key(), UTF_8);
        if (word.value() == null) {
            statuses.remove(key);
        } else if (Topics.ROLLOUTS.codec().decode(word.value()) instanceof DecodeResult.Valid<RolloutStatus> value) {
            statuses.put(key, value.message());
        }
    }

    void update(ReleaseHistory history) {
        Map<String, Long> versions = new TreeMap<>();
        history.releases().forEach(release -> versions.merge(release.domain(), release.version(), Math::max));
        Map<Tags, Double> inFailed = new LinkedHashMap<>();
        Map<Tags, Double> inBehind = new LinkedHashMap<>();
        for (String consumer : consumers()) {
            long failures = 0;
            long unheard = 0;
            for (Map.Entry<String, Long> newest : versions.entrySet()) {
                Optional<RolloutStatus> word = Optional.ofNullable(statuses.get(consumer + "/" + newest.getKey()));
                if (word.filter(said -> failed(said, newest.getValue())).isPresent()) {
                    failures++;
                } else if (word.filter(said -> said.version() >= newest.getValue())
                        .isEmpty()) {
                    unheard++;
                }
            }
            inFailed.put(Tags.of("consumer", consumer), (double) failures);
            inBehind.put(Tags.of("consumer", consumer), (double) unheard);
        }
        consumerCount = inFailed.size();
        failed.update(inFailed);
        outdated.update(inBehind);
    }

    private List<String> consumers() {
        return statuses.values().stream()
                .map(RolloutStatus::consumer)
                .distinct()
                .toList();
    }

    /** What was refused unread has no version: nothing that it says of itself counts. */
    private static boolean failed(RolloutStatus word, long newest) {
        return word.state() == RolloutStatus.State.FAILED && (word.version() == 0 || word.version() >= newest);
    }
}
