package io.realign.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Header of Avro's single-object encoding: the marker C3 01 and the fingerprint of the schema, little-endian. */
final class AvroHeader {
    static final int LENGTH = 10;

    private static final byte[] MARKER = {(byte) 0xC3, 0x01};

    private AvroHeader() {}

    static byte[] of(long fingerprint) {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER)
                .putLong(fingerprint)
                .array();
    }

    /**
     * Reads the fingerprint.
     *
     * @param bytes a message, null if absent
     */
    static long fingerprint(byte[] bytes) throws MalformedAvroException {
        if (bytes == null || bytes.length < LENGTH || bytes[0] != MARKER[0] || bytes[1] != MARKER[1]) {
            throw new MalformedAvroException("expected Avro single-object encoding, which starts with C3 01, got "
                    + (bytes == null ? "no value" : bytes.length + " bytes without a valid header"));
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length);
    }
}
