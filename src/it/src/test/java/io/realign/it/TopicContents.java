package io.realign.it;

import io.realign.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a reader finds in a topic, from its beginning to its end now; a read-committed one, unless it says otherwise. */
record TopicContents(String bootstrap) {
    private static final Duration PATIENCE = Duration.ofMillis(200);

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

    /** Also what a transaction has written that is still open, or was broken off. */
    List<ConsumerRecord<byte[], byte[]>> uncommitted(String topic) {
        return records(topic, "read_uncommitted");
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic, String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return untilEnd(consumer);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> untilEnd(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(PATIENCE).forEach(records::add);
        }
        return records;
    }
}
