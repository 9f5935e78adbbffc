package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * The two event topics with their validation rules. All programs read events through this type, so that an event rejected
 * by one program is never used for training by another.
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
     * Decodes and validates a record.
     *
     * @param key record key, null if absent
     * @param value record value, null if absent
     * @param now reference time for rejecting events from the future
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

    /** A missing key is accepted, since some tools cannot set one. */
    private static Optional<ContractViolation> keyMismatch(byte[] key, String domain) {
        if (key == null || new String(key, UTF_8).equals(domain)) {
            return Optional.empty();
        }
        return Optional.of(new ContractViolation(
                Reason.WRONG_DOMAIN,
                "expected the record key to be the domain '%s', got '%s'".formatted(domain, new String(key, UTF_8))));
    }
}
