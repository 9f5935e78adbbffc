package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Writes Avro's binary encoding into a growing array. */
final class AvroWriter {
    private static final int MAX_VARINT = 10;

    private byte[] bytes;
    private int length;

    AvroWriter(int capacity) {
        bytes = new byte[capacity];
    }

    void raw(byte[] source) {
        room(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    /** A zig-zag variable-length integer. */
    void varint(long value) {
        room(MAX_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void string(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        varint(utf8.length);
        raw(utf8);
    }

    /** A union of null and string. */
    void optional(Optional<String> text) {
        varint(text.isPresent() ? 1 : 0);
        text.ifPresent(this::string);
    }

    void tensor(Tensor tensor) {
        varint(tensor.shape().length);
        for (int extent : tensor.shape()) {
            varint(extent);
        }
        varint(0);
        int size = tensor.size() * Float.BYTES;
        varint(size);
        room(size);
        ByteBuffer.wrap(bytes, length, size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(tensor.values());
        length += size;
    }

    byte[] bytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
