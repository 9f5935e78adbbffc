package io.realign.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Rejection;
import io.realign.event.Rejection.Reason;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import java.time.Clock;
import java.util.Optional;
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
        Decoded<FeatureEvent> decoded = intake.topic().codec().decode(record.value());
        if (decoded instanceof Decoded.Refused<FeatureEvent> refused) {
            return putAside(record, refused.rejection());
        }
        FeatureEvent event = ((Decoded.Value<FeatureEvent>) decoded).message();
        return intake.check(contract, event, clock.instant())
                .or(() -> keyOfAnotherDomain(record.key(), event.domain()))
                .map(rejection -> putAside(record, rejection))
                .orElseGet(() -> new Arrival.Accepted(
                        new LocatedEvent(event, OffsetRange.of(record.topic(), record.partition(), record.offset()))));
    }

    /** Records without a key come from tools that cannot set one; a key that contradicts the event is a mistake. */
    private static Optional<Rejection> keyOfAnotherDomain(byte[] key, String domain) {
        if (key == null || new String(key, UTF_8).equals(domain)) {
            return Optional.empty();
        }
        return Optional.of(new Rejection(
                Reason.WRONG_DOMAIN,
                "expected the record key to be the domain '%s', got '%s'".formatted(domain, new String(key, UTF_8))));
    }

    private Arrival putAside(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        return new Arrival.Refused(new DeadLetter(
                rejection, record.topic(), record.partition(), record.offset(), stage, record.key(), record.value()));
    }
}
