package io.realign.jobs.kafka;

import io.realign.event.LocatedEvent;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.schemas.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** One record of an input topic, either usable or put aside. */
public sealed interface IncomingRecord {
    TypeInformation<IncomingRecord> TYPE = new ValueTypeInfo<>(IncomingRecord.class, new IncomingRecordSerializer());

    /** It keeps the contract. */
    record Valid(LocatedEvent event) implements IncomingRecord {}

    /** It does not. */
    record Invalid(DeadLetter deadLetter) implements IncomingRecord {}
}
