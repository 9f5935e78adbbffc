package io.realign.adapter.control.event;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.replay.EventFilter;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Waits until enough of the source is there, and says where it lies. */
public final class SourceCollector {
    private static final Logger LOG = Logger.getLogger(SourceCollector.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

    private final KafkaLogReader log;
    private final EventContract contract;
    private final SourceCompleteness completeness;
    private final InstantSource clock;

    public SourceCollector(
            KafkaLogReader log, EventContract contract, SourceCompleteness settling, InstantSource clock) {
        this.log = log;
        this.contract = contract;
        this.completeness = settling;
        this.clock = clock;
    }

    /** The ranges of the source, one for each partition that has events; from its beginning on. */
    public List<OffsetRange> await() {
        CollectedRanges count = new CollectedRanges(clock.instant());
        Instant reported = clock.instant();
        try (KafkaConsumer<byte[], byte[]> consumer = log.openConsumer()) {
            List<TopicPartition> partitions = KafkaLogReader.partitions(consumer, Topics.SOURCE_EVENTS.name());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!completeness.isComplete(count.valid, Duration.between(count.newestAt, clock.instant()))) {
                count.add(consumer.poll(POLL));
                if (Duration.between(reported, clock.instant()).compareTo(REPORT_INTERVAL) >= 0) {
                    reported = clock.instant();
                    LOG.infof("waiting for the source: %d valid events of %d", count.valid, completeness.minEvents());
                }
            }
        }
        LOG.infof("the source is there: %d valid events, %d skipped", count.valid, count.invalid);
        return List.copyOf(count.ranges.values());
    }

    private final class CollectedRanges {
        private final Map<Integer, OffsetRange> ranges = new TreeMap<>();
        private Instant newestAt;
        private long valid;
        private long invalid;

        CollectedRanges(Instant begin) {
            this.newestAt = begin;
        }

        void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
            Instant now = clock.instant();
            EventFilter sieve = EventFilter.source(contract, now);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (valid == completeness.maxEvents()) {
                    return;
                }
                if (sieve.decode(record) instanceof DecodeResult.Valid<FeatureEvent>) {
                    valid++;
                    newestAt = now;
                    OffsetRange range = OffsetRange.of(record.topic(), record.partition(), record.offset());
                    ranges.merge(record.partition(), range, OffsetRange::span);
                } else {
                    invalid++;
                }
            }
        }
    }
}
