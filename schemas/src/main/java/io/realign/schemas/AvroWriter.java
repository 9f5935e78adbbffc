package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Writes the Avro binary encoding into a growing array. */
final class AvroWriter {
    private static final int MAX_VARINT = 10;

    private byte[] bytes;
    private int length;

    AvroWriter(int capacity) {
        bytes = new byte[capacity];
    }

    void writeFixed(byte[] source) {
        ensureCapacity(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    /** Writes a zig-zag variable-length integer. */
    void writeVarint(long value) {
        ensureCapacity(MAX_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void writeString(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        writeVarint(utf8.length);
        writeFixed(utf8);
    }

    /** Writes a union of null and string. */
    void writeOptionalString(Optional<String> text) {
        writeVarint(text.isPresent() ? 1 : 0);
        text.ifPresent(this::writeString);
    }

    void writeTensor(Tensor tensor) {
        writeVarint(tensor.shape().length);
        for (int extent : tensor.shape()) {
            writeVarint(extent);
        }
        writeVarint(0);
        int size = tensor.size() * Float.BYTES;
        writeVarint(size);
        ensureCapacity(size);
        ByteBuffer.wrap(bytes, length, size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(tensor.values());
        length += size;
    }

    byte[] toByteArray() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void ensureCapacity(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
