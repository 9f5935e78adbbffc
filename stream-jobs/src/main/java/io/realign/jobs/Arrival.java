package io.realign.jobs;

import io.realign.event.LocatedEvent;
import io.realign.schemas.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** One record of an input topic, either usable or put aside. */
public sealed interface Arrival {
    TypeInformation<Arrival> TYPE = new ValueType<>(Arrival.class, new ArrivalSerializer());

    /** It keeps the contract. */
    record Accepted(LocatedEvent event) implements Arrival {}

    /** It does not. */
    record Refused(DeadLetter letter) implements Arrival {}
}
