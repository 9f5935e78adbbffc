package io.realign.replay;

import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.DecodeResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads exact ranges of the log again. */
public final class OffsetRangeReader {
    /** More than this is not held in memory at once. */
    public static final int MAX_EVENTS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(OffsetRangeReader.class);

    private final KafkaLogReader log;

    public OffsetRangeReader(KafkaLogReader log) {
        this.log = log;
    }

    /**
     * The wanted events of each range.
     *
     * @throws LostEventsException if the log does not hold all of a range, or a range is of another topic, or there are
     *     more than {@value #MAX_EVENTS} events
     */
    public List<EventSlice> read(List<OffsetRange> ranges, EventFilter sieve) throws LostEventsException {
        List<EventSlice> stretches = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = log.openConsumer()) {
            int room = MAX_EVENTS;
            for (OffsetRange range : ranges) {
                EventSlice stretch = read(consumer, range, sieve, room);
                stretches.add(stretch);
                room -= stretch.events().size();
            }
        }
        return stretches;
    }

    private static EventSlice read(
            KafkaConsumer<byte[], byte[]> consumer, OffsetRange range, EventFilter sieve, int room)
            throws LostEventsException {
        requireTopic(consumer, range, sieve);
        TopicPartition partition = new TopicPartition(range.topic(), range.partition());
        consumer.assign(List.of(partition));
        requireRetained(consumer, range, partition);
        consumer.seek(partition, range.from());
        Collector collector = new Collector(range, sieve, room);
        int silent = 0;
        while (consumer.position(partition) < range.to()) {
            long before = consumer.position(partition);
            collector.add(poll(consumer, range));
            silent = consumer.position(partition) == before ? silent + 1 : 0;
            if (silent == KafkaLogReader.MAX_EMPTY_POLLS) {
                throw new TimeoutException("expected " + range + ", got nothing after offset " + before);
            }
        }
        return collector.slice();
    }

    private static Iterable<ConsumerRecord<byte[], byte[]>> poll(
            KafkaConsumer<byte[], byte[]> consumer, OffsetRange range) throws LostEventsException {
        try {
            return consumer.poll(KafkaLogReader.POLL_TIMEOUT);
        } catch (OffsetOutOfRangeException e) {
            throw lost(range, "they went while being read: " + e.getMessage());
        }
    }

    private static void requireTopic(KafkaConsumer<?, ?> consumer, OffsetRange range, EventFilter sieve)
            throws LostEventsException {
        if (!range.topic().equals(sieve.topic())) {
            throw new LostEventsException("expected offsets of %s, got %s".formatted(sieve.topic(), range));
        }
        int partitions = consumer.partitionsFor(range.topic()).size();
        if (range.partition() >= partitions) {
            throw lost(range, "the topic has " + partitions + " partitions");
        }
    }

    private static void requireRetained(KafkaConsumer<?, ?> consumer, OffsetRange range, TopicPartition partition)
            throws LostEventsException {
        long first = consumer.beginningOffsets(List.of(partition)).get(partition);
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (range.from() < first || range.to() > end) {
            throw lost(range, "it holds [%d,%d)".formatted(first, end));
        }
    }

    private static LostEventsException lost(OffsetRange range, String instead) {
        return new LostEventsException(
                "the log no longer holds %s: %s; keep %s longer (retention.ms) than an adaptation may have to wait"
                        .formatted(range, instead, range.topic()));
    }

    /** Gathers the events of one range. */
    private static final class Collector {
        private final OffsetRange range;
        private final EventFilter sieve;
        private final int capacity;
        private final List<EventSlice.EncodedEvent> events = new ArrayList<>();
        private long invalidRecords;

        Collector(OffsetRange range, EventFilter sieve, int room) {
            this.range = range;
            this.sieve = sieve;
            this.capacity = room;
        }

        void add(Iterable<ConsumerRecord<byte[], byte[]>> records) throws LostEventsException {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < range.to()) {
                    add(record);
                }
            }
        }

        private void add(ConsumerRecord<byte[], byte[]> record) throws LostEventsException {
            DecodeResult<FeatureEvent> decoded = sieve.decode(record);
            if (decoded instanceof DecodeResult.Invalid<FeatureEvent> bad) {
                invalidRecords++;
                LOG.debug("skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), bad.rejection());
            } else if (decoded instanceof DecodeResult.Valid<FeatureEvent> value
                    && sieve.predicate().test(value.message())) {
                events.add(new EventSlice.EncodedEvent(value.message(), record.value()));
                requireCapacity();
            }
        }

        private void requireCapacity() throws LostEventsException {
            if (events.size() > capacity) {
                throw new LostEventsException("expected at most %d events, %s holds more".formatted(MAX_EVENTS, range));
            }
        }

        EventSlice slice() {
            return new EventSlice(range, events, invalidRecords);
        }
    }
}
