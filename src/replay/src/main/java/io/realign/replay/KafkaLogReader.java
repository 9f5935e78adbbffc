package io.realign.replay;

import io.realign.schemas.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens consumers that read committed records from chosen offsets, without a consumer group and without offset commits. */
public record KafkaLogReader(KafkaConnection kafka) {
    static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    /** Limits the memory of {@link #readAll}. */
    private static final int MAX_RECORDS = 1_000_000;

    /** Opens a consumer, which throws an exception at an offset that the broker no longer retains. */
    public KafkaConsumer<byte[], byte[]> openConsumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) AddedPartitions.INTERVAL.toMillis());
        // close() waits for the fetch in flight, and an idle fetch takes half a second by default.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(
                kafka.clientProperties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads a topic from its beginning to its current end. Records of a partition keep their order.
     *
     * @throws KafkaException if the broker does not answer, or the topic holds more than a million records
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(this, List.of(topic), BROKER_TIMEOUT)) {
            if (!reader.readToEnd(BROKER_TIMEOUT, MAX_RECORDS, records::add)) {
                throw new KafkaException(
                        "topic %s: expected at most %d records, got more".formatted(topic, MAX_RECORDS));
            }
        }
        return records;
    }
}
