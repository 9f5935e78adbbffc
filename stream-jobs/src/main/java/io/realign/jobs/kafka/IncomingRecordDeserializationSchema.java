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

/** Turns each record of an input topic into exactly one {@link IncomingRecord}, and never throws on bad bytes. */
final class IncomingRecordDeserializationSchema implements KafkaRecordDeserializationSchema<IncomingRecord> {
    private static final long serialVersionUID = 1;

    private final EventStream intake;
    private final EventContract contract;
    private final String stage;
    private final Clock clock;

    /**
     * @param stage the program's name, for the dead letters
     * @param clock a serialisable one, as those of {@link Clock}'s factories are
     */
    IncomingRecordDeserializationSchema(EventStream intake, EventContract contract, String stage, Clock clock) {
        this.intake = intake;
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
        DecodeResult<FeatureEvent> read = intake.decode(record.key(), record.value(), contract, clock.instant());
        if (read instanceof DecodeResult.Invalid<FeatureEvent> refused) {
            return invalid(record, refused.rejection());
        }
        FeatureEvent event = ((DecodeResult.Valid<FeatureEvent>) read).message();
        OffsetRange at = OffsetRange.of(record.topic(), record.partition(), record.offset());
        return new IncomingRecord.Valid(new LocatedEvent(event, at));
    }

    private IncomingRecord invalid(ConsumerRecord<byte[], byte[]> record, ContractViolation rejection) {
        return new IncomingRecord.Invalid(new DeadLetter(
                rejection, record.topic(), record.partition(), record.offset(), stage, record.key(), record.value()));
    }
}
