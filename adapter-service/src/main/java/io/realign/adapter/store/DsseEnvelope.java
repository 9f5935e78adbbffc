package io.realign.adapter.store;

import io.realign.model.Signature;
import io.realign.model.Signer;
import java.util.List;

/**
 * DSSE envelope (Dead Simple Signing Envelope) in its JSON form.
 *
 * @param payload signed bytes
 * @param payloadType media type of the payload
 */
@SuppressWarnings("ArrayRecordComponent")
public record DsseEnvelope(byte[] payload, String payloadType, List<DsseSignature> signatures) {
    record DsseSignature(String keyid, byte[] sig) {}

    public static DsseEnvelope of(String payloadType, byte[] payload, Signer signer) {
        return of(payloadType, payload, signer.sign(payloadType, payload));
    }

    static DsseEnvelope of(String payloadType, byte[] payload, Signature signature) {
        return new DsseEnvelope(payload, payloadType, List.of(new DsseSignature(signature.keyId(), signature.bytes())));
    }
}
