package io.realign.client;

import io.realign.model.ModelRelease;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code models} from its beginning; without a group, as every consumer needs every release. */
public final class ReleaseReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseReader.class);
    private static final Topic<ModelRelease> MODELS = Topics.MODELS;

    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Begins at the beginning.
     *
     * @param bootstrap addresses of the Kafka brokers
     */
    public ReleaseReader(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "allow.auto.create.topics",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, MODELS.partitions())
                .mapToObj(partition -> new TopicPartition(MODELS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands on the releases that come within {@code patience}; returns as soon as there are any. */
    public void poll(Duration patience, Consumer<ModelRelease> releases) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.value() != null) {
                decode(record).ifPresent(releases);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Optional<ModelRelease> decode(ConsumerRecord<byte[], byte[]> record) {
        Decoded<ModelRelease> decoded = MODELS.codec().decode(record.value());
        if (decoded instanceof Decoded.Value<ModelRelease> value) {
            return Optional.of(value.message());
        }
        LOG.warn("{}-{} offset {} is passed over: {}", record.topic(), record.partition(), record.offset(), decoded);
        return Optional.empty();
    }
}
