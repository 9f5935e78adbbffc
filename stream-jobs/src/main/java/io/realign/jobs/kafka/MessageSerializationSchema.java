package io.realign.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.schemas.Topic;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes messages in the encoding of their topic. */
final class MessageSerializationSchema<T> implements KafkaRecordSerializationSchema<T>, SinkTopics {
    private static final long serialVersionUID = 1;

    private final Topic<T> topic;
    private final SerializableFunction<T, String> key;
    private final SerializableFunction<T, Map<String, byte[]>> headers;

    MessageSerializationSchema(
            Topic<T> topic, SerializableFunction<T, String> key, SerializableFunction<T, Map<String, byte[]>> headers) {
        this.topic = topic;
        this.key = key;
        this.headers = headers;
    }

    @Override
    public List<String> topics() {
        return List.of(topic.name());
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T message, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(), key.apply(message).getBytes(UTF_8), topic.codec().encode(message));
        headers.apply(message).forEach(record.headers()::add);
        return record;
    }
}
