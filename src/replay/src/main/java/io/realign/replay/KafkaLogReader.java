package io.realign.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The way to the log for those who read given offsets: no group, nothing committed, only what is committed by its writer.
 *
 * @param bootstrapServers {@code host:port} of a broker
 */
public record KafkaLogReader(String bootstrapServers) {
    static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    /** Silence of the broker that is more than a hiccup. */
    static final int MAX_EMPTY_POLLS = 300;

    /** A new consumer; an offset that the log no longer holds is an error, never silently another one. */
    public KafkaConsumer<byte[], byte[]> openConsumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Closing waits for the fetch that is under way, and an idle fetch would take half a second.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All partitions of a topic, in order. */
    public static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .toList();
    }

    /**
     * All records of a topic that are there now, those of each partition in their order.
     *
     * @throws TimeoutException if the broker does not answer
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = openConsumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int silent = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                int before = records.size();
                consumer.poll(POLL_TIMEOUT).forEach(records::add);
                silent = records.size() == before ? silent + 1 : 0;
                if (silent == MAX_EMPTY_POLLS) {
                    throw new TimeoutException("expected to read " + topic + " up to " + ends + ", got no more");
                }
            }
        }
        return records;
    }
}
