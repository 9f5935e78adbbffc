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

/** Reads the topics that our own programs write: what cannot be read there is logged and left out. */
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
            // On a compacted topic an empty value says that its key is gone.
            return;
        }
        DecodeResult<T> decoded = topic.codec().decode(record.value());
        if (decoded instanceof DecodeResult.Valid<T> value) {
            out.collect(value.message());
        } else if (decoded instanceof DecodeResult.Invalid<T> refused) {
            LOG.warn(
                    "{}-{} offset {} is left out: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    refused.rejection());
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return MessageSerializer.typeInfo(type, topic);
    }
}
