package io.realign.replay;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.EventStream;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Selects events, and validates the records of a topic.
 *
 * @param asOf time limit: events that are later by more than the maximum clock skew are rejected; fixed, so that repeated reads give
 *     the same events
 * @param predicate selects valid events
 */
public record EventFilter(EventStream stream, EventContract contract, Instant asOf, Predicate<FeatureEvent> predicate) {
    /** Selects all source events. */
    public static EventFilter source(EventContract contract, Instant asOf) {
        return new EventFilter(EventStream.SOURCE, contract, asOf, event -> true);
    }

    /** Selects the target events of one domain; labelled events are invalid. */
    public static EventFilter target(EventContract contract, String domain, Instant asOf) {
        return new EventFilter(
                EventStream.TARGET, contract, asOf, event -> event.domain().equals(domain));
    }

    public String topic() {
        return stream.topic().name();
    }

    public DecodeResult<FeatureEvent> decode(ConsumerRecord<byte[], byte[]> record) {
        return stream.decode(record.key(), record.value(), contract, asOf);
    }
}
