package io.realign.jobs;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Rejection;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import io.realign.schemas.Intake;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns each record of an input topic into exactly one {@link Arrival}, and never throws on bad bytes. */
final class ArrivalDeserializer implements KafkaRecordDeserializationSchema<Arrival> {
    private static final long serialVersionUID = 1;

    private final Intake intake;
    private final EventContract contract;
    private final String stage;
    private final Clock clock;

    /**
     * @param stage the program's name, for the dead letters
     * @param clock a serialisable one, as those of {@link Clock}'s factories are
     */
    ArrivalDeserializer(Intake intake, EventContract contract, String stage, Clock clock) {
        this.intake = intake;
        this.contract = contract;
        this.stage = stage;
        this.clock = clock;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        out.collect(arrival(record));
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return Arrival.TYPE;
    }

    private Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        Decoded<FeatureEvent> read = intake.read(record.key(), record.value(), contract, clock.instant());
        if (read instanceof Decoded.Refused<FeatureEvent> refused) {
            return putAside(record, refused.rejection());
        }
        FeatureEvent event = ((Decoded.Value<FeatureEvent>) read).message();
        OffsetRange at = OffsetRange.of(record.topic(), record.partition(), record.offset());
        return new Arrival.Accepted(new LocatedEvent(event, at));
    }

    private Arrival putAside(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        return new Arrival.Refused(new DeadLetter(
                rejection, record.topic(), record.partition(), record.offset(), stage, record.key(), record.value()));
    }
}
