package io.realign.replay;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.EventStream;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells the records that are wanted from those that are of another domain and those that break the contract.
 *
 * @param stream the topic that it is for
 * @param contract what an event must be
 * @param asOf the time by which an event counts as from the future: reading again must not change the answer
 * @param predicate whether an event without fault is one of those looked for
 */
public record EventFilter(EventStream stream, EventContract contract, Instant asOf, Predicate<FeatureEvent> predicate) {
    /** The labelled events of all sources. */
    public static EventFilter source(EventContract contract, Instant asOf) {
        return new EventFilter(EventStream.SOURCE, contract, asOf, event -> true);
    }

    /** The unlabelled events of one domain; one that carries a label is bad input. */
    public static EventFilter target(EventContract contract, String domain, Instant asOf) {
        return new EventFilter(
                EventStream.TARGET, contract, asOf, event -> event.domain().equals(domain));
    }

    /** The name of its topic. */
    public String topic() {
        return stream.topic().name();
    }

    /** The event in a record, or what is wrong with it. */
    public DecodeResult<FeatureEvent> decode(ConsumerRecord<byte[], byte[]> record) {
        return stream.decode(record.key(), record.value(), contract, asOf);
    }
}
