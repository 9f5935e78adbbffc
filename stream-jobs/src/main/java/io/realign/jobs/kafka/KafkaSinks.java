package io.realign.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Exactly-once sinks: a record becomes visible to {@code read_committed} consumers when its checkpoint completes.
 *
 * @param jobName name of the job and prefix of its transactional ids; unique among running jobs
 */
public record KafkaSinks(KafkaConnection kafka, String jobName) {
    /** Less than the default {@code transaction.max.timeout.ms} of brokers, 15 minutes. A longer outage aborts transactions. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(14);

    private static final int BUFFER_MEMORY_BYTES = 8 << 20;

    public <T> KafkaSink<T> messages(Topic<T> topic, SerializableFunction<T, String> key) {
        return sink(topic.name(), new RecordWriter<>(List.of(topic.name()), message -> record(topic, key, message)));
    }

    /** Writes CloudEvents in binary mode. */
    public <T> KafkaSink<T> cloudEvents(
            Topic<T> topic,
            SerializableFunction<T, String> key,
            SerializableFunction<T, CloudEventAttributes> attributes) {
        return sink(topic.name(), new RecordWriter<>(List.of(topic.name()), message -> {
            ProducerRecord<byte[], byte[]> record = record(topic, key, message);
            attributes.apply(message).headers().forEach(record.headers()::add);
            return record;
        }));
    }

    /** Writes each dead letter of an event to the dead letter topic of its original topic, with its original key and value. */
    public KafkaSink<DeadLetter> deadLetters() {
        List<String> topics = Stream.of(Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS)
                .map(Topic::deadLetterTopic)
                .toList();
        return sink("dead-letters", new RecordWriter<>(topics, deadLetter -> {
            String topic = Topics.byName(deadLetter.topic()).deadLetterTopic();
            var record = new ProducerRecord<>(topic, deadLetter.key(), deadLetter.value());
            deadLetter.headers().forEach(record.headers()::add);
            return record;
        }));
    }

    private static <T> ProducerRecord<byte[], byte[]> record(
            Topic<T> topic, SerializableFunction<T, String> key, T message) {
        return new ProducerRecord<>(
                topic.name(), key.apply(message).getBytes(UTF_8), topic.codec().encode(message));
    }

    private <T> KafkaSink<T> sink(String name, RecordWriter<T> writer) {
        return KafkaSink.<T>builder()
                .setRecordSerializer(writer)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(jobName + "-" + name)
                // The default strategy uses a new id for each checkpoint, which the broker stores for days.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setKafkaProducerConfig(clientProperties())
                .build();
    }

    private Properties clientProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties(Map.of(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()),
                ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_MEMORY_BYTES))));
        return properties;
    }
}
