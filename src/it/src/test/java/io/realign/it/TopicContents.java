package io.realign.it;

import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from the beginning to the current end offsets, by default with isolation level {@code read_committed}. Keeps the
 * records, so that a repeated read fetches only new ones.
 */
final class TopicContents implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private final KafkaConnection kafka;
    private final Map<String, TopicRecords> read = new HashMap<>();

    /** The consumer of a topic, and the records that it has read. */
    private record TopicRecords(KafkaConsumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records) {}

    TopicContents(String bootstrap) {
        this(KafkaConnection.plaintext(bootstrap));
    }

    TopicContents(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    <T> List<T> messages(Topic<T> topic) {
        return records(topic.name()).stream()
                .map(record -> topic.codec()
                        .decode(record.value())
                        .orElseThrow(rejection -> new IllegalStateException(topic.name() + ": " + rejection)))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return records(topic, "read_committed");
    }

    /** Includes records of open and aborted transactions. */
    List<ConsumerRecord<byte[], byte[]>> uncommitted(String topic) {
        return records(topic, "read_uncommitted");
    }

    private synchronized List<ConsumerRecord<byte[], byte[]>> records(String topic, String isolationLevel) {
        return readToEnd(read.computeIfAbsent(isolationLevel + ' ' + topic, key -> open(topic, isolationLevel)));
    }

    private TopicRecords open(String topic, String isolationLevel) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.clientProperties(Map.of("isolation.level", isolationLevel)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicRecords(consumer, new ArrayList<>());
    }

    private static List<ConsumerRecord<byte[], byte[]>> readToEnd(TopicRecords topic) {
        KafkaConsumer<byte[], byte[]> consumer = topic.consumer();
        Map<TopicPartition, Long> endOffsets = consumer.endOffsets(consumer.assignment());
        while (endOffsets.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL_TIMEOUT).forEach(topic.records()::add);
        }
        return List.copyOf(topic.records());
    }

    @Override
    public synchronized void close() {
        read.values().forEach(topic -> topic.consumer().close());
    }
}
