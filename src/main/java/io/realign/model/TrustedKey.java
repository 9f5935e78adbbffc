package io.realign.model;

import io.realign.event.ContentId;
import java.io.Serializable;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A trusted public key with its validity period.
 *
 * @param key public Ed25519 key
 * @param notBefore start of validity, inclusive
 * @param notAfter end of validity, exclusive
 */
public record TrustedKey(PublicKey key, Instant notBefore, Instant notAfter) implements Serializable {
    public TrustedKey {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException(
                    "expected not-before < not-after, got not-before " + notBefore + " and not-after " + notAfter);
        }
    }

    static TrustedKey of(Pem block) {
        return new TrustedKey(
                Ed25519.publicKey(block.bytes()),
                instant(block, "not-before", Instant.MIN),
                instant(block, "not-after", Instant.MAX));
    }

    /** Returns the SHA-256 of the SubjectPublicKeyInfo in 64 hexadecimal digits. */
    public String id() {
        return ContentId.digest(key.getEncoded());
    }

    boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }

    private static Instant instant(Pem block, String name, Instant otherwise) {
        try {
            return block.attribute(name).map(Instant::parse).orElse(otherwise);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + ": expected a time such as 2027-01-01T00:00:00Z, got '"
                            + block.attribute(name).orElse("") + "'",
                    e);
        }
    }
}
