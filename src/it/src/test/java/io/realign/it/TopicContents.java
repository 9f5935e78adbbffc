package io.realign.it;

import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from the beginning to the current end offsets, by default with isolation level {@code read_committed}. */
record TopicContents(KafkaConnection kafka) {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    TopicContents(String bootstrap) {
        this(KafkaConnection.plaintext(bootstrap));
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

    private List<ConsumerRecord<byte[], byte[]>> records(String topic, String isolationLevel) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.clientProperties(Map.of("isolation.level", isolationLevel)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> endOffsets = consumer.endOffsets(consumer.assignment());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (endOffsets.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL_TIMEOUT).forEach(records::add);
        }
        return records;
    }
}
