package io.realign.model;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The public keys whose signatures are accepted. To rotate a key, add the new key at all consumers, then sign with it.
 * Remove the old key when no release that it signed is read any more.
 *
 * @param keys at least one key
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
     * Reads the public keys from a PEM file. A line {@code not-before: 2027-01-01T00:00:00Z} or {@code not-after: ...}
     * before a key limits its validity period.
     *
     * @throws IllegalArgumentException if the file cannot be read or is invalid
     */
    public static TrustedKeys read(Path file) {
        try {
            return new TrustedKeys(Pem.blocks(Files.readString(file), Pem.PUBLIC_KEY).stream()
                    .map(TrustedKey::of)
                    .toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("trusted-keys: expected a readable PEM file, got " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trusted-keys: " + file + ": " + e.getMessage(), e);
        }
    }

    /** Verifies the signature of a payload. The payload is not parsed. */
    public Verification verify(String payloadType, byte[] payload, Signature signature, Instant now) {
        Optional<TrustedKey> found =
                keys.stream().filter(key -> key.id().equals(signature.keyId())).findFirst();
        if (found.isEmpty()) {
            return new Verification.Rejected(
                    "expected a signature of a trusted key, got one of " + printableKeyId(signature));
        }
        TrustedKey key = found.get();
        if (!key.isValidAt(now)) {
            return new Verification.Rejected("key %s is valid from %s to %s, but now is %s"
                    .formatted(key.id(), key.notBefore(), key.notAfter(), now));
        }
        boolean verified =
                Ed25519.verify(key.key(), Signature.preAuthenticationEncoding(payloadType, payload), signature.bytes());
        return verified
                ? new Verification.Verified(key.id())
                : new Verification.Rejected("the signature of key " + key.id() + " does not match the payload");
    }

    /** Returns the key id, which is untrusted input, only if it is well-formed. */
    private static String printableKeyId(Signature signature) {
        return signature.keyId().matches("[0-9a-f]{" + ID_LENGTH + "}") ? signature.keyId() : "a malformed key id";
    }
}
