package io.realign.jobs.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An embedded broker with all topics, a producer and {@code read_committed} consumers. */
final class KafkaFixture implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaFixture(Path directory) {
        broker = EmbeddedBroker.start(directory);
        broker.createTopics(Stream.concat(
                        Topics.all().stream()
                                .map(topic -> new TopicSpec(topic.name(), topic.partitions(), topic.compacted())),
                        Topics.withDeadLetterTopic().stream()
                                .map(topic -> new TopicSpec(topic.deadLetterTopic(), 1, false)))
                .toList());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    String bootstrap() {
        return broker.bootstrapServers();
    }

    void send(SignedRelease signed) {
        var record = new ProducerRecord<>(Topics.MODELS.name(), signed.key(), signed.value());
        signed.headers().forEach(record.headers()::add);
        var unused = producer.send(record);
    }

    <T> void send(Topic<T> topic, String key, T message) {
        send(topic.name(), key, topic.codec().encode(message));
    }

    /** Sends asynchronously; {@link #flush} waits until all records are sent. */
    void send(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }

    /** Adds a partition to a topic and sends a message to it. */
    <T> void addPartition(Topic<T> topic, String key, T message) throws Exception {
        int partition = topic.partitions();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(partition + 1)))
                    .all()
                    .get();
        }
        producer.send(new ProducerRecord<>(
                        topic.name(),
                        partition,
                        key.getBytes(UTF_8),
                        topic.codec().encode(message)))
                .get();
    }

    void flush() {
        producer.flush();
    }

    /** All committed messages of a topic, once they satisfy the condition. */
    <T> List<T> read(Topic<T> topic, Predicate<List<T>> enough) {
        List<T> messages = new ArrayList<>();
        read(topic.name(), topic.partitions(), record -> {
            messages.add(topic.codec()
                    .decode(record.value())
                    .orElseThrow(rejection -> new IllegalStateException(rejection.toString())));
            return enough.test(messages);
        });
        return messages;
    }

    /** All committed records of a topic with one partition, once there are at least {@code count}. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(topic, 1, record -> records.add(record) && records.size() >= count);
        return records;
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }

    /** Reads until {@code enough} is true, then to the end offsets. */
    private void read(String topic, int partitionCount, Predicate<ConsumerRecord<byte[], byte[]>> enough) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, partitionCount)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            boolean complete = false;
            while (!complete || !atEnd(consumer, partitions)) {
                assertThat(System.nanoTime()).as("deadline for " + topic).isLessThan(deadline);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    complete = enough.test(record);
                }
            }
        }
    }

    private static boolean atEnd(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
