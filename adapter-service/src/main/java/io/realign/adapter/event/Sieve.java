package io.realign.adapter.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Rejection;
import io.realign.event.Rejection.Reason;
import io.realign.schemas.Codec;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells the records that are wanted from those that are of another domain and those that break the contract.
 *
 * @param topic the topic that it is for
 * @param codec how its events travel
 * @param contract what is wrong with an event
 * @param wanted whether an event without fault is one of those looked for
 */
public record Sieve(
        String topic,
        Codec<FeatureEvent> codec,
        Function<FeatureEvent, Optional<Rejection>> contract,
        Predicate<FeatureEvent> wanted) {
    /**
     * The labelled events of all sources.
     *
     * @param asOf the time by which an event counts as from the future: reading again must not change the answer
     */
    public static Sieve source(EventContract contract, Instant asOf) {
        return new Sieve(
                Topics.SOURCE_EVENTS.name(),
                Topics.SOURCE_EVENTS.codec(),
                event -> contract.checkSource(event, asOf),
                event -> true);
    }

    /** The unlabelled events of one domain; one that carries a label is bad input. */
    public static Sieve target(EventContract contract, String domain, Instant asOf) {
        return new Sieve(
                Topics.TARGET_EVENTS.name(),
                Topics.TARGET_EVENTS.codec(),
                event -> contract.checkTarget(event, asOf),
                event -> event.domain().equals(domain));
    }

    /** The event in a record, or what is wrong with it. */
    Decoded<FeatureEvent> read(ConsumerRecord<byte[], byte[]> record) {
        Decoded<FeatureEvent> decoded = codec.decode(record.value());
        if (decoded instanceof Decoded.Value<FeatureEvent> value) {
            FeatureEvent event = value.message();
            Optional<Rejection> fault = contract.apply(event).or(() -> misplaced(record.key(), event));
            return fault.<Decoded<FeatureEvent>>map(Decoded.Refused::new).orElse(decoded);
        }
        return decoded;
    }

    private static Optional<Rejection> misplaced(byte[] key, FeatureEvent event) {
        if (key == null || new String(key, UTF_8).equals(event.domain())) {
            return Optional.empty();
        }
        String cause = "expected the record key '%s', got '%s'".formatted(event.domain(), new String(key, UTF_8));
        return Optional.of(new Rejection(Reason.WRONG_DOMAIN, cause));
    }
}
