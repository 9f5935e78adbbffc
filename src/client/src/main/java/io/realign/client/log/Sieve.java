package io.realign.client.log;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.schemas.Decoded;
import io.realign.schemas.Intake;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells the records that are wanted from those that are of another domain and those that break the contract.
 *
 * @param intake the topic that it is for
 * @param contract what an event must be
 * @param asOf the time by which an event counts as from the future: reading again must not change the answer
 * @param wanted whether an event without fault is one of those looked for
 */
public record Sieve(Intake intake, EventContract contract, Instant asOf, Predicate<FeatureEvent> wanted) {
    /** The labelled events of all sources. */
    public static Sieve source(EventContract contract, Instant asOf) {
        return new Sieve(Intake.SOURCE, contract, asOf, event -> true);
    }

    /** The unlabelled events of one domain; one that carries a label is bad input. */
    public static Sieve target(EventContract contract, String domain, Instant asOf) {
        return new Sieve(Intake.TARGET, contract, asOf, event -> event.domain().equals(domain));
    }

    /** The name of its topic. */
    public String topic() {
        return intake.topic().name();
    }

    /** The event in a record, or what is wrong with it. */
    public Decoded<FeatureEvent> read(ConsumerRecord<byte[], byte[]> record) {
        return intake.read(record.key(), record.value(), contract, asOf);
    }
}
