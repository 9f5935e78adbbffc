package io.realign.schemas;

import org.apache.avro.Schema;

/**
 * Encodes and decodes messages in the Avro single-object encoding: two marker bytes, the CRC-64-AVRO fingerprint of the
 * schema in eight bytes, and the body.
 */
public interface Codec<T> {
    Schema schema();

    byte[] encode(T message);

    /** Decodes a message. Returns {@link DecodeResult.Invalid} for invalid bytes and for null; never throws. */
    DecodeResult<T> decode(byte[] bytes);
}
