package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PrivateKey;

/** Signs with a private key, which it neither shows nor tells. */
public final class Signer {
    private static final byte[] PROBE = "whose key is this?".getBytes(UTF_8);

    private final PrivateKey key;
    private final String keyId;

    /**
     * The signer with this private key.
     *
     * @throws IllegalArgumentException if the keys do not include its public half: nobody could use what it signs
     */
    Signer(PrivateKey key, TrustedKeys keys) {
        byte[] probe = Ed25519.sign(key, PROBE);
        this.key = key;
        this.keyId = keys.keys().stream()
                .filter(trusted -> Ed25519.verify(trusted.key(), PROBE, probe))
                .map(TrustedKey::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected the public half of the signing key among the trusted keys, got others only"));
    }

    public String keyId() {
        return keyId;
    }

    /** Vouches for some bytes as something of this type. */
    public Signature sign(String payloadType, byte[] payload) {
        return new Signature(keyId, Ed25519.sign(key, PreAuthenticationEncoding.encode(payloadType, payload)));
    }
}
