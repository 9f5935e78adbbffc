package io.realign.adapter.control.event;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.replay.EventFilter;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Waits until the source is complete, and collects its offset ranges. */
@Singleton
public record SourceCollector(
        KafkaLogReader logReader, EventContract contract, SourceCompleteness completeness, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(SourceCollector.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

    /** Returns the offset range of the source in each partition, from the first to the last valid event. */
    public List<OffsetRange> await() {
        CollectedRanges collected = new CollectedRanges();
        Instant lastReportedAt = clock.instant();
        try (TopicReader reader = TopicReader.open(logReader, List.of(Topics.SOURCE_EVENTS.name()), BROKER_TIMEOUT)) {
            while (!completeness.isComplete(
                    collected.validEvents, Duration.between(collected.lastValidAt, clock.instant()))) {
                collected.add(reader.poll(POLL_TIMEOUT));
                if (Duration.between(lastReportedAt, clock.instant()).compareTo(REPORT_INTERVAL) >= 0) {
                    lastReportedAt = clock.instant();
                    LOG.infof(
                            "waiting for the source: %d of at least %d valid events",
                            collected.validEvents, completeness.minEvents());
                }
            }
        }
        LOG.infof(
                "source is complete: %d valid events, %d invalid records skipped",
                collected.validEvents, collected.invalidRecords);
        return List.copyOf(collected.ranges.values());
    }

    private final class CollectedRanges {
        private final Map<Integer, OffsetRange> ranges = new TreeMap<>();
        private Instant lastValidAt = clock.instant();
        private long validEvents;
        private long invalidRecords;

        void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
            Instant now = clock.instant();
            EventFilter filter = EventFilter.source(contract, now);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (validEvents == completeness.maxEvents()) {
                    return;
                }
                if (filter.decode(record) instanceof DecodeResult.Valid<FeatureEvent>) {
                    validEvents++;
                    lastValidAt = now;
                    OffsetRange range = OffsetRange.of(record.topic(), record.partition(), record.offset());
                    ranges.merge(record.partition(), range, OffsetRange::span);
                } else {
                    invalidRecords++;
                }
            }
        }
    }
}
