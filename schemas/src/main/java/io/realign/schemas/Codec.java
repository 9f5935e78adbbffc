package io.realign.schemas;

import org.apache.avro.Schema;

/**
 * Encodes and decodes messages in the Avro single-object encoding: two marker bytes, the CRC-64-AVRO fingerprint of the
 * schema in eight bytes, and the body.
 */
public interface Codec<T> {
    Schema schema();

    byte[] encode(T message);

    /** Decodes a message. Invalid bytes give {@link DecodeResult.Invalid}, never an exception. */
    DecodeResult<T> decode(byte[] bytes);
}
