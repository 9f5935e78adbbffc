package io.realign.adapter.model;

import io.realign.model.Signature;
import io.realign.model.Signer;
import java.util.List;

/**
 * Something signed, in DSSE's JSON.
 *
 * @param payload the signed bytes
 * @param payloadType what they are
 * @param signatures who vouches for them
 */
@SuppressWarnings("ArrayRecordComponent")
record Envelope(byte[] payload, String payloadType, List<Signed> signatures) {
    /** JSON has bytes in base 64. */
    record Signed(String keyid, byte[] sig) {}

    static Envelope of(String payloadType, byte[] payload, Signer signer) {
        Signature signature = signer.sign(payloadType, payload);
        return new Envelope(payload, payloadType, List.of(new Signed(signature.keyId(), signature.bytes())));
    }
}
