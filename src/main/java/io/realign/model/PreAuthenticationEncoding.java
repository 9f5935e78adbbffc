package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Pre-authentication encoding of DSSE: binds the payload type to the signed bytes. */
final class PreAuthenticationEncoding {
    private PreAuthenticationEncoding() {}

    /** Returns {@code "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload} (DSSE protocol 1.0.2). */
    static byte[] encode(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(UTF_8));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
