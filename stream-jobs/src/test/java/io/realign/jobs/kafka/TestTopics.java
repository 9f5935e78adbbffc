package io.realign.jobs.kafka;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a broker, read and written with plain Kafka clients. */
public record TestTopics(String bootstrap) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Creates all topics with their dead letter topics. */
    public static TestTopics createOn(EmbeddedBroker broker) {
        Stream<TopicSpec> topics =
                Topics.all().stream().map(topic -> new TopicSpec(topic.name(), topic.partitions(), topic.compacted()));
        Stream<TopicSpec> deadLetters =
                Topics.withDeadLetterTopic().stream().map(topic -> new TopicSpec(topic.deadLetterTopic(), 1, false));
        broker.createTopics(Stream.concat(topics, deadLetters).toList());
        return new TestTopics(broker.bootstrapServers());
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Reads committed records from the beginning until {@code enough} is true; fails after 60 seconds. */
    public List<ConsumerRecord<byte[], byte[]>> readUntil(
            String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Instant deadline = Instant.now().plus(DEADLINE);
            while (!enough.test(records)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(topic + ": too few records after " + DEADLINE + ", got " + records.size());
                }
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Decodes the records that {@link #readUntil} returns. */
    public <T> List<T> messagesUntil(Topic<T> topic, Predicate<List<T>> enough) {
        return decode(topic, readUntil(topic.name(), records -> enough.test(decode(topic, records))));
    }

    private static <T> List<T> decode(Topic<T> topic, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> topic.codec()
                        .decode(record.value())
                        .orElseThrow(rejection -> new IllegalStateException(record + ": " + rejection)))
                .toList();
    }
}
