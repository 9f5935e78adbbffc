package io.realign.jobs.kafka;

import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deserialization schema that calls a function. Skips a record if the function returns an empty result or fails. */
record RecordReader<T>(
        TypeInformation<T> getProducedType, SerializableFunction<ConsumerRecord<byte[], byte[]>, Optional<T>> decoder)
        implements KafkaRecordDeserializationSchema<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        decode(record).ifPresent(out::collect);
    }

    private Optional<T> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.apply(record);
        } catch (RuntimeException e) {
            LOG.error(
                    "skipping record {}-{} offset {}: the decoder failed",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
            return Optional.empty();
        }
    }
}
