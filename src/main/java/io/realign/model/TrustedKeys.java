package io.realign.model;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys whose signatures count. To rotate: trust the new key beside the old one everywhere, then sign with the new one;
 * let go of the old one when nothing that it signed has to be read any more.
 *
 * @param keys at least one
 */
public record TrustedKeys(List<TrustedKey> keys) implements Serializable {
    private static final int ID_LENGTH = 64;

    public TrustedKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected at least one public key, got none");
        }
    }

    /**
     * The public keys of a PEM file. A line {@code not-before: 2027-01-01T00:00:00Z} or {@code not-after: ...} before a key
     * says when it counts.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds anything else
     */
    public static TrustedKeys read(Path file) {
        try {
            return new TrustedKeys(Pem.blocks(Files.readString(file), Pem.PUBLIC_KEY).stream()
                    .map(TrustedKey::of)
                    .toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("trusted-keys: expected a PEM file, got " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trusted-keys: " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether some bytes are what one of the keys has signed, as something of this type. The bytes are not looked into. */
    public Verification verify(String payloadType, byte[] payload, Signature signature, Instant now) {
        Optional<TrustedKey> found =
                keys.stream().filter(key -> key.id().equals(signature.keyId())).findFirst();
        if (found.isEmpty()) {
            return new Verification.Rejected(
                    "expected the signature of a trusted key, got one of " + printableKeyId(signature));
        }
        TrustedKey key = found.get();
        if (!key.isValidAt(now)) {
            return new Verification.Rejected("the key %s counts from %s to %s, and it is %s"
                    .formatted(key.id(), key.notBefore(), key.notAfter(), now));
        }
        boolean verified =
                Ed25519.verify(key.key(), PreAuthenticationEncoding.encode(payloadType, payload), signature.bytes());
        return verified
                ? new Verification.Verified(key.id())
                : new Verification.Rejected("the signature is not that of key " + key.id() + " over these bytes");
    }

    /** The id comes from outside. */
    private static String printableKeyId(Signature signature) {
        return signature.keyId().matches("[0-9a-f]{" + ID_LENGTH + "}") ? signature.keyId() : "something else";
    }
}
