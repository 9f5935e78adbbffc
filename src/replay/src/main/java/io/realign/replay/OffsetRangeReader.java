package io.realign.replay;

import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.replay.TopicReader.RetainedOffsets;
import io.realign.schemas.DecodeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the events of offset ranges. A range is read completely or not at all. */
public final class OffsetRangeReader {
    /** Limits the memory of one {@link #read}. */
    public static final int MAX_EVENTS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(OffsetRangeReader.class);

    private final KafkaLogReader logReader;

    public OffsetRangeReader(KafkaLogReader logReader) {
        this.logReader = logReader;
    }

    /**
     * Reads the events of each range that a filter selects.
     *
     * @throws UnreadableEventsException if the broker no longer retains a part of a range, if a range is not in the topic of the
     *     filter, or if the filter selects more than {@value #MAX_EVENTS} events in total
     */
    public List<EventSlice> read(List<OffsetRange> ranges, EventFilter filter) throws UnreadableEventsException {
        List<EventSlice> slices = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(logReader)) {
            int remaining = MAX_EVENTS;
            for (OffsetRange range : ranges) {
                EventSlice slice = read(reader, range, filter, remaining);
                slices.add(slice);
                remaining -= slice.events().size();
            }
        }
        return slices;
    }

    private static EventSlice read(TopicReader reader, OffsetRange range, EventFilter filter, int remaining)
            throws UnreadableEventsException {
        requirePartition(reader, range, filter);
        TopicPartition partition = new TopicPartition(range.topic(), range.partition());
        reader.assign(partition, range.from());
        RetainedOffsets retained =
                reader.retainedOffsets(KafkaLogReader.BROKER_TIMEOUT).get(partition);
        if (range.from() < retained.begin() || range.to() > retained.end()) {
            throw unreadable(range, "the partition holds [%d,%d)".formatted(retained.begin(), retained.end()));
        }
        List<EventSlice.EncodedEvent> events = new ArrayList<>();
        AtomicLong invalidRecords = new AtomicLong();
        try {
            reader.<UnreadableEventsException>readTo(
                    Map.of(partition, range.to()), KafkaLogReader.BROKER_TIMEOUT, Long.MAX_VALUE, record -> {
                        if (record.offset() < range.to()) {
                            addIfSelected(record, filter, events, invalidRecords);
                        }
                        if (events.size() > remaining) {
                            throw new UnreadableEventsException(
                                    "expected at most %d events in all ranges, got more at %s"
                                            .formatted(MAX_EVENTS, range));
                        }
                    });
        } catch (OffsetOutOfRangeException e) {
            throw unreadable(range, "they expired during the read: " + e.getMessage());
        }
        return new EventSlice(range, events, invalidRecords.get());
    }

    private static void addIfSelected(
            ConsumerRecord<byte[], byte[]> record,
            EventFilter filter,
            List<EventSlice.EncodedEvent> events,
            AtomicLong invalidRecords) {
        DecodeResult<FeatureEvent> decoded = filter.decode(record);
        if (decoded instanceof DecodeResult.Invalid<FeatureEvent> invalid) {
            invalidRecords.incrementAndGet();
            LOG.debug(
                    "skipped {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    invalid.violation());
        } else if (decoded instanceof DecodeResult.Valid<FeatureEvent> valid
                && filter.predicate().test(valid.message())) {
            events.add(new EventSlice.EncodedEvent(valid.message(), record.value()));
        }
    }

    private static void requirePartition(TopicReader reader, OffsetRange range, EventFilter filter)
            throws UnreadableEventsException {
        if (!range.topic().equals(filter.topic())) {
            throw new UnreadableEventsException("expected offsets of %s, got %s".formatted(filter.topic(), range));
        }
        int partitions =
                reader.partitions(range.topic(), KafkaLogReader.BROKER_TIMEOUT).size();
        if (range.partition() >= partitions) {
            throw unreadable(range, "the topic has " + partitions + " partitions");
        }
    }

    private static UnreadableEventsException unreadable(OffsetRange range, String cause) {
        return new UnreadableEventsException(
                "the log no longer holds %s: %s; increase retention.ms of %s above the longest waiting time of an alert"
                        .formatted(range, cause, range.topic()));
    }
}
