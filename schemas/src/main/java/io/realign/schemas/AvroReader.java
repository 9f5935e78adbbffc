package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.EventContract;
import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Reads Avro's binary encoding; every length is checked against what is left before anything is allocated. */
final class AvroReader {
    private static final int MAX_AXES = 8;

    private final byte[] bytes;
    private int position;

    AvroReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** Of the next byte. */
    int position() {
        return position;
    }

    long varint() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == bytes.length) {
                throw new MalformedException("the bytes end inside an integer, at " + position);
            }
            byte next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedException("an integer of more than 64 bits ends at " + position);
    }

    String string() throws MalformedException {
        int length = length();
        String text = new String(bytes, position, length, UTF_8);
        position += length;
        return text;
    }

    Optional<String> optional() throws MalformedException {
        long branch = varint();
        if (branch == 0) {
            return Optional.empty();
        }
        if (branch != 1) {
            throw new MalformedException("expected branch 0 or 1 of a union, got " + branch);
        }
        return Optional.of(string());
    }

    Instant instant() throws MalformedException {
        return Instant.ofEpochMilli(varint());
    }

    Tensor tensor() throws MalformedException {
        int[] shape = shape();
        long size = 1;
        for (int extent : shape) {
            size *= extent;
            if (size > EventContract.MAX_FEATURES) {
                throw tooLarge(shape);
            }
        }
        int length = length();
        if (length != size * Float.BYTES) {
            throw new MalformedException("shape %s needs %d bytes of data, got %d"
                    .formatted(Arrays.toString(shape), size * Float.BYTES, length));
        }
        float[] values = new float[(int) size];
        ByteBuffer.wrap(bytes, position, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        position += length;
        return new Tensor(shape, values);
    }

    /** Refuses bytes after the message. */
    void end() throws MalformedException {
        if (position != bytes.length) {
            throw new MalformedException("the message ends at %d, the bytes at %d".formatted(position, bytes.length));
        }
    }

    private int[] shape() throws MalformedException {
        int[] shape = new int[MAX_AXES];
        int axes = 0;
        for (long block = block(); block > 0; block = block()) {
            for (long i = 0; i < block; i++) {
                if (axes == MAX_AXES) {
                    throw new MalformedException("expected a tensor of at most " + MAX_AXES + " axes, got more");
                }
                shape[axes++] = extent();
            }
        }
        return Arrays.copyOf(shape, axes);
    }

    /** Items in the next block of an array; a negative count is followed by the block's size in bytes. */
    private long block() throws MalformedException {
        long count = varint();
        if (count < 0) {
            varint();
            return -count;
        }
        return count;
    }

    private int extent() throws MalformedException {
        long extent = varint();
        if (extent < 1 || extent > EventContract.MAX_FEATURES) {
            throw new MalformedException("expected extents of 1 to " + EventContract.MAX_FEATURES + ", got " + extent);
        }
        return (int) extent;
    }

    private int length() throws MalformedException {
        long length = varint();
        if (length < 0 || length > bytes.length - position) {
            throw new MalformedException(
                    "expected %d more bytes at %d, got %d".formatted(length, position, bytes.length - position));
        }
        return (int) length;
    }

    private static MalformedException tooLarge(int[] shape) {
        return new MalformedException("expected at most %d values, got the shape %s"
                .formatted(EventContract.MAX_FEATURES, Arrays.toString(shape)));
    }
}
