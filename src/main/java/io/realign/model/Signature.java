package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A signature that is not yet verified.
 *
 * @param keyId id of the key, see {@link TrustedKey#id}; untrusted input
 * @param bytes Ed25519 signature of the pre-authentication encoding
 */
@SuppressWarnings("ArrayRecordComponent")
public record Signature(String keyId, byte[] bytes) {
    /**
     * Returns the bytes to sign. They bind the payload type to the payload:
     * {@code "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload} (DSSE protocol 1.0.2).
     */
    static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(UTF_8));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
