package io.realign.cli.watch;

import static java.util.stream.Collectors.toMap;

import io.realign.replay.AddedPartitions;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed messages of topics without a consumer group. */
public final class TopicTail implements AutoCloseable {
    private final Map<String, Topic<?>> topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AddedPartitions addedPartitions;

    private TopicTail(KafkaConnection kafka, List<Topic<?>> topics) {
        this.topics = topics.stream().collect(toMap(Topic::name, Function.identity()));
        this.consumer = new KafkaConsumer<>(
                kafka.clientProperties(Map.of(
                        "isolation.level",
                        "read_committed",
                        "default.api.timeout.ms",
                        "10000",
                        "metadata.max.age.ms",
                        AddedPartitions.INTERVAL.toMillis())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(topics.stream().flatMap(TopicTail::partitions).toList());
        addedPartitions = new AddedPartitions(this.topics.keySet());
    }

    public static TopicTail fromBeginning(KafkaConnection kafka, List<Topic<?>> topics) {
        TopicTail tail = new TopicTail(kafka, topics);
        tail.consumer.seekToBeginning(tail.consumer.assignment());
        return tail;
    }

    /** Reads only messages that are written after this call. */
    public static TopicTail fromNow(KafkaConnection kafka, List<Topic<?>> topics) {
        TopicTail tail = new TopicTail(kafka, topics);
        try {
            tail.consumer.seekToEnd(tail.consumer.assignment());
            // Seeking is lazy: without this call the first poll would determine the position.
            tail.consumer.assignment().forEach(tail.consumer::position);
            return tail;
        } catch (RuntimeException e) {
            tail.close();
            throw e;
        }
    }

    /** Returns the decoded messages that arrive within the timeout; those of a partition keep their order. Skips invalid records. */
    public List<Object> poll(Duration timeout) {
        return poll(timeout, invalid -> {});
    }

    /**
     * As {@link #poll(Duration)}.
     *
     * @param onInvalid receives the description of each record that cannot be decoded
     */
    public List<Object> poll(Duration timeout, Consumer<String> onInvalid) {
        addedPartitions.assign(consumer);
        List<Object> messages = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            DecodeResult<?> decoded = topics.get(record.topic()).codec().decode(record.value());
            if (decoded instanceof DecodeResult.Valid<?> valid) {
                messages.add(valid.message());
            } else if (decoded instanceof DecodeResult.Invalid<?> invalid) {
                onInvalid.accept("skipped an invalid record at %s-%d@%d: %s"
                        .formatted(
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                invalid.violation().description()));
            }
        }
        return messages;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Stream<TopicPartition> partitions(Topic<?> topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition));
    }
}
