package io.realign.jobs.kafka;

import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the original key and value of a dead letter, and everything else as headers. */
final class DeadLetterSerializationSchema implements KafkaRecordSerializationSchema<DeadLetter>, SinkTopics {
    private static final long serialVersionUID = 1;

    @Override
    public List<String> topics() {
        return Topics.withDeadLetterTopic().stream().map(Topic::deadLetterTopic).toList();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter deadLetter, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.byName(deadLetter.topic()).deadLetterTopic(), deadLetter.key(), deadLetter.value());
        deadLetter.headers().forEach(record.headers()::add);
        return record;
    }
}
