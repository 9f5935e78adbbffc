package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.EventContract;
import io.realign.event.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Reads the Avro binary encoding. Lengths are validated against the remaining bytes before memory is allocated. */
final class AvroReader {
    private static final int MAX_AXES = 8;

    private final byte[] bytes;
    private int position;

    AvroReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    long readVarint() throws MalformedAvroException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == bytes.length) {
                throw new MalformedAvroException(
                        "expected an integer at byte " + position + ", got the end of the data");
            }
            byte next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedAvroException(
                "expected an integer of at most 64 bits, got a longer one that ends at byte " + position);
    }

    String readString() throws MalformedAvroException {
        int length = readLength();
        String text = new String(bytes, position, length, UTF_8);
        position += length;
        return text;
    }

    Optional<String> readOptionalString() throws MalformedAvroException {
        return readIndex(2) == 0 ? Optional.empty() : Optional.of(readString());
    }

    /** Reads the branch of a union or the symbol of an enum: 0 to {@code count - 1}. */
    int readIndex(int count) throws MalformedAvroException {
        long index = readVarint();
        if (index < 0 || index >= count) {
            throw new MalformedAvroException("expected an index from 0 to %d, got %d".formatted(count - 1, index));
        }
        return (int) index;
    }

    Tensor readTensor() throws MalformedAvroException {
        int[] shape = readShape();
        long size = 1;
        for (int axisSize : shape) {
            size *= axisSize;
            if (size > EventContract.MAX_FEATURES) {
                throw new MalformedAvroException("expected a tensor of at most %d values, got shape %s"
                        .formatted(EventContract.MAX_FEATURES, Arrays.toString(shape)));
            }
        }
        int length = readLength();
        if (length != size * Float.BYTES) {
            throw new MalformedAvroException("expected %d bytes of data for shape %s, got %d"
                    .formatted(size * Float.BYTES, Arrays.toString(shape), length));
        }
        float[] values = new float[(int) size];
        ByteBuffer.wrap(bytes, position, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        position += length;
        return new Tensor(shape, values);
    }

    /**
     * Reads the number of items in the next block of an array, 0 at the end of the array. In Avro, a negative number is followed
     * by the size of the block in bytes. An item has at least one byte, which limits the number.
     */
    long readBlockCount() throws MalformedAvroException {
        long count = readVarint();
        if (count < 0) {
            readVarint();
        }
        if (count < -remaining() || count > remaining()) {
            throw new MalformedAvroException(
                    "expected an array of at most %d items, got %d".formatted(remaining(), count));
        }
        return Math.abs(count);
    }

    /** Reads the length of a string or of bytes. */
    int readLength() throws MalformedAvroException {
        long length = readVarint();
        requireRemaining(length);
        return (int) length;
    }

    void skip(int length) throws MalformedAvroException {
        requireRemaining(length);
        position += length;
    }

    void requireEnd() throws MalformedAvroException {
        if (position != bytes.length) {
            throw new MalformedAvroException(
                    "expected a message of %d bytes, got %d".formatted(position, bytes.length));
        }
    }

    private int[] readShape() throws MalformedAvroException {
        int[] shape = new int[MAX_AXES];
        int axes = 0;
        for (long block = readBlockCount(); block > 0; block = readBlockCount()) {
            for (long i = 0; i < block; i++) {
                if (axes == MAX_AXES) {
                    throw new MalformedAvroException(
                            "expected a tensor of at most " + MAX_AXES + " axes, got more axes");
                }
                shape[axes++] = readAxisSize();
            }
        }
        return Arrays.copyOf(shape, axes);
    }

    private int readAxisSize() throws MalformedAvroException {
        long axisSize = readVarint();
        if (axisSize < 1 || axisSize > EventContract.MAX_FEATURES) {
            throw new MalformedAvroException(
                    "expected axis sizes from 1 to " + EventContract.MAX_FEATURES + ", got " + axisSize);
        }
        return (int) axisSize;
    }

    private void requireRemaining(long length) throws MalformedAvroException {
        if (length < 0 || length > remaining()) {
            throw new MalformedAvroException(
                    "expected %d bytes at byte %d, got %d".formatted(length, position, remaining()));
        }
    }

    private int remaining() {
        return bytes.length - position;
    }
}
