package io.realign.jobs.kafka;

import io.realign.event.ContractViolation;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.EventStream;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes and validates events; every record gives exactly one {@link IncomingRecord}. */
final class IncomingRecordDeserializationSchema implements KafkaRecordDeserializationSchema<IncomingRecord> {
    private static final long serialVersionUID = 1;

    private final EventStream stream;
    private final EventContract contract;
    private final String stage;
    private final Clock clock;

    /**
     * @param stage name of the job, for dead letters
     * @param clock must be serializable, as the clocks of the factory methods of {@link Clock} are
     */
    IncomingRecordDeserializationSchema(EventStream stream, EventContract contract, String stage, Clock clock) {
        this.stream = stream;
        this.contract = contract;
        this.stage = stage;
        this.clock = clock;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IncomingRecord> out) {
        out.collect(validate(record));
    }

    @Override
    public TypeInformation<IncomingRecord> getProducedType() {
        return IncomingRecord.TYPE;
    }

    private IncomingRecord validate(ConsumerRecord<byte[], byte[]> record) {
        DecodeResult<FeatureEvent> decoded = stream.decode(record.key(), record.value(), contract, clock.instant());
        if (decoded instanceof DecodeResult.Invalid<FeatureEvent> invalid) {
            return invalid(record, invalid.rejection());
        }
        FeatureEvent event = ((DecodeResult.Valid<FeatureEvent>) decoded).message();
        OffsetRange offset = OffsetRange.of(record.topic(), record.partition(), record.offset());
        return new IncomingRecord.Valid(new LocatedEvent(event, offset));
    }

    private IncomingRecord invalid(ConsumerRecord<byte[], byte[]> record, ContractViolation rejection) {
        return new IncomingRecord.Invalid(new DeadLetter(
                rejection, record.topic(), record.partition(), record.offset(), stage, record.key(), record.value()));
    }
}
