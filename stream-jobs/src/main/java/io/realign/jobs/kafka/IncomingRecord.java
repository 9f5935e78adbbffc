package io.realign.jobs.kafka;

import io.realign.event.ContractViolation;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.EventStream;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Result of decoding and validating a record of an event topic: an event or a dead letter. */
public sealed interface IncomingRecord {
    TypeInformation<IncomingRecord> TYPE = new ValueTypeInfo<>(IncomingRecord.class, new IncomingRecordSerializer());

    record Valid(LocatedEvent event) implements IncomingRecord {}

    record Invalid(DeadLetter deadLetter) implements IncomingRecord {}

    /**
     * Decodes a record and validates the event against the contract.
     *
     * @param jobName name of the job, for dead letters
     */
    static IncomingRecord decode(
            ConsumerRecord<byte[], byte[]> record,
            EventStream stream,
            EventContract contract,
            String jobName,
            Instant now) {
        DecodeResult<FeatureEvent> decoded = tryDecode(record, stream, contract, now);
        if (decoded instanceof DecodeResult.Valid<FeatureEvent> valid) {
            OffsetRange offset = OffsetRange.of(record.topic(), record.partition(), record.offset());
            return new Valid(new LocatedEvent(valid.message(), offset));
        }
        return new Invalid(DeadLetter.of(
                ((DecodeResult.Invalid<FeatureEvent>) decoded).violation(),
                record.topic(),
                record.partition(),
                record.offset(),
                jobName,
                record.key(),
                record.value()));
    }

    /** Converts an exception of the decoder to a violation. Otherwise the job would restart at the same record forever. */
    private static DecodeResult<FeatureEvent> tryDecode(
            ConsumerRecord<byte[], byte[]> record, EventStream stream, EventContract contract, Instant now) {
        try {
            return stream.decode(record.key(), record.value(), contract, now);
        } catch (RuntimeException e) {
            return new DecodeResult.Invalid<>(
                    new ContractViolation(ContractViolation.Reason.MALFORMED, "the decoder failed: " + e));
        }
    }
}
