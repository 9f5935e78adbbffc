package io.realign.adapter.rollout;

import io.realign.client.log.Log;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Reads topics on from a moment, each time as far as they go. For one thread. */
final class Tail implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Tail.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    /** So that what comes faster than it is read does not keep the reader from all else. */
    private static final int MOST_POLLS = 50;

    private final Map<String, Consumer<byte[]>> readers = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Optional<Instant> since;

    /**
     * Reads nothing yet.
     *
     * @param since what was written before it is left out; all is read if empty
     */
    Tail(Log log, Optional<Instant> since) {
        this.consumer = log.open();
        this.since = since;
    }

    /** Reads a topic as well; all topics have to be named before the first {@link #read}. */
    <T> Tail with(Topic<T> topic, Consumer<T> messages) {
        readers.put(topic.name(), bytes -> {
            Decoded<T> decoded = topic.codec().decode(bytes);
            if (decoded instanceof Decoded.Value<T> value) {
                messages.accept(value.message());
            } else {
                LOG.warnf("passed over on %s: %s", topic.name(), decoded);
            }
        });
        return this;
    }

    /** @throws org.apache.kafka.common.KafkaException if the broker does not answer; another try may go better */
    void read() {
        if (consumer.assignment().isEmpty()) {
            begin();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (int polls = 1; !records.isEmpty() && polls < MOST_POLLS; polls++) {
            records.forEach(this::take);
            records = consumer.poll(POLL);
        }
        records.forEach(this::take);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            readers.get(record.topic()).accept(record.value());
        }
    }

    private void begin() {
        List<TopicPartition> partitions = readers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, OffsetAndTimestamp> starts = new HashMap<>();
        if (since.isPresent()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, since.get().toEpochMilli()));
            starts.putAll(consumer.offsetsForTimes(times, PATIENCE));
        }
        consumer.assign(partitions);
        if (since.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return;
        }
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
        }
    }
}
