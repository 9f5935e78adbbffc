package io.realign.adapter.control.rollout;

import io.realign.replay.KafkaLogReader;
import io.realign.schemas.DecodeResult;
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
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    /** So that what comes faster than it is read does not keep the reader from all else. */
    private static final int MAX_POLLS = 50;

    private final Map<String, Consumer<byte[]>> handlers = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Optional<Instant> since;

    /**
     * Reads nothing yet.
     *
     * @param since what was written before it is left out; all is read if empty
     */
    TopicReader(KafkaLogReader log, Optional<Instant> since) {
        this.consumer = log.openConsumer();
        this.since = since;
    }

    /** Reads a topic as well; all topics have to be named before the first {@link #poll}. */
    <T> TopicReader subscribe(Topic<T> topic, Consumer<T> messages) {
        handlers.put(topic.name(), bytes -> {
            DecodeResult<T> decoded = topic.codec().decode(bytes);
            if (decoded instanceof DecodeResult.Valid<T> value) {
                messages.accept(value.message());
            } else {
                LOG.warnf("passed over on %s: %s", topic.name(), decoded);
            }
        });
        return this;
    }

    /** @throws org.apache.kafka.common.KafkaException if the broker does not answer; another try may go better */
    void poll() {
        if (consumer.assignment().isEmpty()) {
            assign();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (int polls = 1; !records.isEmpty() && polls < MAX_POLLS; polls++) {
            records.forEach(this::dispatch);
            records = consumer.poll(POLL);
        }
        records.forEach(this::dispatch);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void dispatch(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            handlers.get(record.topic()).accept(record.value());
        }
    }

    private void assign() {
        List<TopicPartition> partitions = handlers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic, BROKER_TIMEOUT).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, BROKER_TIMEOUT);
        Map<TopicPartition, OffsetAndTimestamp> starts = new HashMap<>();
        if (since.isPresent()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, since.get().toEpochMilli()));
            starts.putAll(consumer.offsetsForTimes(times, BROKER_TIMEOUT));
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
