package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The bytes that are signed: DSSE's pre-authentication encoding, so that no payload passes for one of another type. */
final class PreAuthenticationEncoding {
    private PreAuthenticationEncoding() {}

    /** {@code "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload}, as the DSSE protocol 1.0.2 says. */
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
