package io.realign.schemas;

import org.apache.avro.Schema;

/**
 * Turns messages into bytes and back, in Avro's single-object encoding: two marker bytes, the eight bytes of the schema's
 * CRC-64-AVRO fingerprint, the body.
 */
public interface Codec<T> {
    Schema schema();

    byte[] encode(T message);

    /** Never throws on bad bytes: they are refused with a reason. */
    DecodeResult<T> decode(byte[] bytes);
}
