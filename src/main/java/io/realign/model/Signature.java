package io.realign.model;

/**
 * Who vouches for some bytes, and the proof. Neither has been verified.
 *
 * @param keyId the id of the key, see {@link TrustedKey#id}; a hint, which proves nothing
 * @param bytes an Ed25519 signature over the pre-authentication encoding
 */
@SuppressWarnings("ArrayRecordComponent")
public record Signature(String keyId, byte[] bytes) {}
