package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Texts;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The two event topics with their validation rules. Programs read events only through this type, so their rules agree. */
public enum EventStream {
    /** Labelled events. */
    SOURCE,

    /** Unlabelled events. */
    TARGET;

    public Topic<FeatureEvent> topic() {
        return this == SOURCE ? Topics.SOURCE_EVENTS : Topics.TARGET_EVENTS;
    }

    /**
     * Decodes and validates a record.
     *
     * @param key record key, null if absent
     * @param value record value, null if absent
     * @param now current time; an event that is later by more than the maximum clock skew is rejected
     */
    public DecodeResult<FeatureEvent> decode(byte[] key, byte[] value, EventContract contract, Instant now) {
        int size = value == null ? 0 : value.length;
        if (size > contract.maxRecordBytes()) {
            return DecodeResult.invalid(
                    Reason.TOO_LARGE,
                    "expected an event of at most %d bytes, got %d".formatted(contract.maxRecordBytes(), size));
        }
        DecodeResult<FeatureEvent> decoded = topic().codec().decode(value);
        if (decoded instanceof DecodeResult.Valid<FeatureEvent> valid) {
            FeatureEvent event = valid.message();
            return (this == SOURCE ? contract.checkSource(event, now) : contract.checkTarget(event, now))
                    .or(() -> keyMismatch(key, event.domain()))
                    .<DecodeResult<FeatureEvent>>map(DecodeResult.Invalid::new)
                    .orElse(decoded);
        }
        return decoded;
    }

    /** Accepts a missing key, since some tools cannot set one. */
    private static Optional<ContractViolation> keyMismatch(byte[] key, String domain) {
        if (key == null || Arrays.equals(key, domain.getBytes(UTF_8))) {
            return Optional.empty();
        }
        String start = new String(key, 0, Math.min(key.length, Texts.MAX_NAME_LENGTH), UTF_8);
        return Optional.of(new ContractViolation(
                Reason.WRONG_DOMAIN,
                "expected the record key to be the domain '%s', got %d bytes: '%s'"
                        .formatted(domain, key.length, Texts.excerpt(start))));
    }
}
