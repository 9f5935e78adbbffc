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
 * Remove the old key when no consumer reads a release that it signed. Releases of a removed key are rejected, even if they were
 * verified before.
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

    /**
     * Verifies the signature of a payload. The payload is not parsed.
     *
     * @param at time at which the key has to be valid
     */
    public Verification verify(String payloadType, byte[] payload, Signature signature, Instant at) {
        String keyId = signature.keyId();
        Optional<String> rejection = rejection(keyId, at);
        if (rejection.isPresent()) {
            return new Verification.Rejected(rejection.get());
        }
        boolean verified = Ed25519.verify(
                find(keyId).orElseThrow().key(),
                Signature.preAuthenticationEncoding(payloadType, payload),
                signature.bytes());
        return verified
                ? new Verification.Verified(keyId)
                : new Verification.Rejected("the signature of key " + keyId + " does not match the payload");
    }

    /**
     * Returns why the signatures of a key are not accepted; empty if they are accepted.
     *
     * @param keyId id of the key; untrusted input
     * @param at time at which the key has to be valid
     */
    public Optional<String> rejection(String keyId, Instant at) {
        Optional<TrustedKey> key = find(keyId);
        if (key.isEmpty()) {
            return Optional.of("expected a signature of a trusted key, got one of " + printable(keyId));
        }
        return key.filter(found -> !found.isValidAt(at)).map(found -> "key %s is valid from %s to %s, but not at %s"
                .formatted(found.id(), found.notBefore(), found.notAfter(), at));
    }

    private Optional<TrustedKey> find(String keyId) {
        return keys.stream().filter(key -> key.id().equals(keyId)).findFirst();
    }

    /** Returns the key id, which is untrusted input, only if it is well-formed. */
    private static String printable(String keyId) {
        return keyId.matches("[0-9a-f]{" + ID_LENGTH + "}") ? keyId : "a malformed key id";
    }
}
