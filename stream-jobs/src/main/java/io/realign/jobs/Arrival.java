package io.realign.jobs;

import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.DeadLetter;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** One record of an input topic, either usable or put aside. */
public sealed interface Arrival {
    TypeInformation<Arrival> TYPE = new ValueType<>(Arrival.class, new ArrivalSerializer());

    /**
     * It keeps the contract.
     *
     * @param event the event
     * @param at where it lies in the log, a range of one record
     */
    record Accepted(FeatureEvent event, OffsetRange at) implements Arrival {}

    /** It does not. */
    record Refused(DeadLetter letter) implements Arrival {}
}
