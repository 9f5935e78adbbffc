package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.Optional;

/** Signs payloads with a private key, which it does not expose. */
public final class Signer {
    private static final byte[] CHECK_MESSAGE = "key pair check".getBytes(UTF_8);

    private final PrivateKey key;
    private final TrustedKeys keys;
    private final String keyId;

    /**
     * @throws IllegalArgumentException if the public key of {@code key} is not trusted, so that no consumer would
     *     accept a signature
     */
    Signer(PrivateKey key, TrustedKeys keys) {
        byte[] checkSignature = Ed25519.sign(key, CHECK_MESSAGE);
        this.key = key;
        this.keys = keys;
        this.keyId = keys.keys().stream()
                .filter(trusted -> Ed25519.verify(trusted.key(), CHECK_MESSAGE, checkSignature))
                .map(TrustedKey::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected the public key of the signing key among the trusted keys, got other keys only"));
    }

    public String keyId() {
        return keyId;
    }

    /** Returns the reason why consumers reject signatures at a time; empty if they accept them. */
    public Optional<String> rejection(Instant at) {
        return keys.rejection(keyId, at);
    }

    public Signature sign(String payloadType, byte[] payload) {
        return new Signature(keyId, Ed25519.sign(key, Signature.preAuthenticationEncoding(payloadType, payload)));
    }
}
