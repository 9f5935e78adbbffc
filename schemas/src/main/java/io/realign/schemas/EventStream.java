package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * The two topics that events come in by, each with its side of the contract. Whoever reads events reads them by this, so
 * that what one program puts aside no other trains on.
 */
public enum EventStream {
    /** Labelled events. */
    SOURCE {
        @Override
        public Topic<FeatureEvent> topic() {
            return Topics.SOURCE_EVENTS;
        }

        @Override
        Optional<ContractViolation> check(EventContract contract, FeatureEvent event, Instant now) {
            return contract.checkSource(event, now);
        }
    },
    /** Unlabelled events. */
    TARGET {
        @Override
        public Topic<FeatureEvent> topic() {
            return Topics.TARGET_EVENTS;
        }

        @Override
        Optional<ContractViolation> check(EventContract contract, FeatureEvent event, Instant now) {
            return contract.checkTarget(event, now);
        }
    };

    public abstract Topic<FeatureEvent> topic();

    /**
     * The event in a record, or what is wrong with it.
     *
     * @param key the record's key, null if it has none
     * @param value the record's value, null if it has none
     * @param now the time by which an event counts as from the future
     */
    public DecodeResult<FeatureEvent> decode(byte[] key, byte[] value, EventContract contract, Instant now) {
        DecodeResult<FeatureEvent> decoded = topic().codec().decode(value);
        if (decoded instanceof DecodeResult.Valid<FeatureEvent> readable) {
            FeatureEvent event = readable.message();
            Optional<ContractViolation> fault = check(contract, event, now).or(() -> keyMismatch(key, event.domain()));
            return fault.<DecodeResult<FeatureEvent>>map(DecodeResult.Invalid::new)
                    .orElse(decoded);
        }
        return decoded;
    }

    abstract Optional<ContractViolation> check(EventContract contract, FeatureEvent event, Instant now);

    /** Records without a key come from tools that cannot set one; a key that contradicts the event is a mistake. */
    private static Optional<ContractViolation> keyMismatch(byte[] key, String domain) {
        if (key == null || new String(key, UTF_8).equals(domain)) {
            return Optional.empty();
        }
        return Optional.of(new ContractViolation(
                Reason.WRONG_DOMAIN,
                "expected the record key to be the domain '%s', got '%s'".formatted(domain, new String(key, UTF_8))));
    }
}
