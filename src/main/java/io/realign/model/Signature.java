package io.realign.model;

/**
 * A signature, not verified yet.
 *
 * @param keyId id of the key, see {@link TrustedKey#id}; an untrusted hint
 * @param bytes Ed25519 signature of the pre-authentication encoding
 */
@SuppressWarnings("ArrayRecordComponent")
public record Signature(String keyId, byte[] bytes) {}
