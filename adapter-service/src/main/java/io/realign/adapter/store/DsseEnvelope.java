package io.realign.adapter.store;

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
public record DsseEnvelope(byte[] payload, String payloadType, List<DsseSignature> signatures) {
    /** JSON has bytes in base 64. */
    record DsseSignature(String keyid, byte[] sig) {}

    public static DsseEnvelope of(String payloadType, byte[] payload, Signer signer) {
        Signature signature = signer.sign(payloadType, payload);
        return new DsseEnvelope(payload, payloadType, List.of(new DsseSignature(signature.keyId(), signature.bytes())));
    }
}
