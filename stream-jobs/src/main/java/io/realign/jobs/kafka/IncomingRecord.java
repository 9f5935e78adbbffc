package io.realign.jobs.kafka;

import io.realign.event.LocatedEvent;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.schemas.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A record of an event topic after validation. */
public sealed interface IncomingRecord {
    TypeInformation<IncomingRecord> TYPE = new ValueTypeInfo<>(IncomingRecord.class, new IncomingRecordSerializer());

    /** The record satisfies the event contract. */
    record Valid(LocatedEvent event) implements IncomingRecord {}

    /** The record violates the event contract. */
    record Invalid(DeadLetter deadLetter) implements IncomingRecord {}
}
