package io.realign.jobs.kafka;

import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A deserialization schema that calls a function. Skips a record if the function returns an empty result. */
record RecordReader<T>(
        TypeInformation<T> getProducedType, SerializableFunction<ConsumerRecord<byte[], byte[]>, Optional<T>> decoder)
        implements KafkaRecordDeserializationSchema<T> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        decoder.apply(record).ifPresent(out::collect);
    }
}
