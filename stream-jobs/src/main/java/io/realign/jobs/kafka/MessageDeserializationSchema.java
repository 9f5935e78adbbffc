package io.realign.jobs.kafka;

import io.realign.jobs.state.MessageSerializer;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topic;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes messages of other Realign components; invalid records are logged and skipped. */
final class MessageDeserializationSchema<T> implements KafkaRecordDeserializationSchema<T> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(MessageDeserializationSchema.class);

    private final Class<T> type;
    private final Topic<T> topic;

    MessageDeserializationSchema(Class<T> type, Topic<T> topic) {
        this.type = type;
        this.topic = topic;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        if (record.value() == null) {
            // Tombstone of a compacted topic.
            return;
        }
        DecodeResult<T> decoded = topic.codec().decode(record.value());
        if (decoded instanceof DecodeResult.Valid<T> value) {
            out.collect(value.message());
        } else if (decoded instanceof DecodeResult.Invalid<T> invalid) {
            LOG.warn(
                    "skipping invalid record {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    invalid.rejection());
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return MessageSerializer.typeInfo(type, topic);
    }
}
