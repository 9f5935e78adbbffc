package io.realign.adapter.event;

import io.realign.client.log.Log;
import io.realign.client.log.Sieve;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.Decoded;
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
public final class SourceWatch {
    private static final Logger LOG = Logger.getLogger(SourceWatch.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REPORT = Duration.ofSeconds(2);

    private final Log log;
    private final EventContract contract;
    private final Settling settling;
    private final InstantSource clock;

    public SourceWatch(Log log, EventContract contract, Settling settling, InstantSource clock) {
        this.log = log;
        this.contract = contract;
        this.settling = settling;
        this.clock = clock;
    }

    /** The ranges of the source, one for each partition that has events; from its beginning on. */
    public List<OffsetRange> await() {
        Count count = new Count(clock.instant());
        Instant reported = clock.instant();
        try (KafkaConsumer<byte[], byte[]> consumer = log.open()) {
            List<TopicPartition> partitions = Log.partitions(consumer, Topics.SOURCE_EVENTS.name());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!settling.ready(count.valid, Duration.between(count.newest, clock.instant()))) {
                count.add(consumer.poll(POLL));
                if (Duration.between(reported, clock.instant()).compareTo(REPORT) >= 0) {
                    reported = clock.instant();
                    LOG.infof("waiting for the source: %d valid events of %d", count.valid, settling.minimum());
                }
            }
        }
        LOG.infof("the source is there: %d valid events, %d skipped", count.valid, count.refused);
        return List.copyOf(count.ranges.values());
    }

    private final class Count {
        private final Map<Integer, OffsetRange> ranges = new TreeMap<>();
        private Instant newest;
        private long valid;
        private long refused;

        Count(Instant begin) {
            this.newest = begin;
        }

        void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
            Instant now = clock.instant();
            Sieve sieve = Sieve.source(contract, now);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (valid == settling.limit()) {
                    return;
                }
                if (sieve.read(record) instanceof Decoded.Value<FeatureEvent>) {
                    valid++;
                    newest = now;
                    OffsetRange range = OffsetRange.of(record.topic(), record.partition(), record.offset());
                    ranges.merge(record.partition(), range, OffsetRange::span);
                } else {
                    refused++;
                }
            }
        }
    }
}
