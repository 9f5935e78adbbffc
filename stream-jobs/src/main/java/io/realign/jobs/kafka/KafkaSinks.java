package io.realign.jobs.kafka;

import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Exactly-once sinks: what they write becomes visible to read-committed readers with the checkpoint that covers it.
 *
 * @param bootstrap the brokers, host:port, comma separated
 * @param jobName the program's name, which its transactions carry: no two running jobs may share it
 */
public record KafkaSinks(String bootstrap, String jobName) {
    /** Below the 15 minutes that brokers allow unless told otherwise; a job that is away for longer loses the open ones. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(14);

    private static final int BUFFER_MEMORY_BYTES = 8 << 20;

    /** Messages keyed by {@code key}. */
    public <T> KafkaSink<T> messages(Topic<T> topic, SerializableFunction<T, String> key) {
        return sink(topic.name(), new MessageSerializationSchema<>(topic, key, message -> Map.of()));
    }

    /** CloudEvents in binary mode, keyed by their subject. */
    public <T> KafkaSink<T> cloudEvents(Topic<T> topic, SerializableFunction<T, CloudEventAttributes> attributes) {
        return cloudEvents(topic, message -> attributes.apply(message).subject(), attributes);
    }

    /** CloudEvents in binary mode, keyed by {@code key}. */
    public <T> KafkaSink<T> cloudEvents(
            Topic<T> topic,
            SerializableFunction<T, String> key,
            SerializableFunction<T, CloudEventAttributes> attributes) {
        return sink(topic.name(), new MessageSerializationSchema<>(topic, key, message -> attributes
                .apply(message)
                .headers()));
    }

    /** Dead letters, each to the dead-letter topic of the one that it came from. */
    public KafkaSink<DeadLetter> deadLetters() {
        return sink("dead-letters", new DeadLetterSerializationSchema());
    }

    private <T> KafkaSink<T> sink(String name, KafkaRecordSerializationSchema<T> records) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrap)
                .setRecordSerializer(records)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(jobName + "-" + name)
                // With an id of its own for each checkpoint the broker would remember one more every second for days.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()))
                .setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_MEMORY_BYTES))
                .build();
    }
}
