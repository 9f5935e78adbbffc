package io.realign.event;

import java.util.Arrays;

/**
 * A dense tensor of float32 values in row-major order.
 *
 * <p>The arrays are shared, not copied: an event is written once and then only read.
 *
 * @param shape extent of each axis, all positive; {@code [d]} for a feature vector
 * @param values as many values as the product of the extents
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(int[] shape, float[] values) {
    public Tensor {
        long expected = 1;
        for (int extent : shape) {
            if (extent < 1) {
                throw new IllegalArgumentException("a tensor's extents are positive, got " + Arrays.toString(shape));
            }
            expected = Math.multiplyExact(expected, extent);
        }
        if (expected != values.length) {
            throw new IllegalArgumentException(
                    "shape %s holds %d values, got %d".formatted(Arrays.toString(shape), expected, values.length));
        }
    }

    /** A feature vector, shape {@code [values.length]}. */
    public static Tensor vector(float... values) {
        return new Tensor(new int[] {values.length}, values);
    }

    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && Arrays.equals(shape, tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
