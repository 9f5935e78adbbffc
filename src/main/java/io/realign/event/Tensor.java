package io.realign.event;

import java.util.Arrays;

/**
 * A dense tensor of float32 values in row-major order.
 *
 * <p>The arrays are shared, not copied, and must not be modified.
 *
 * @param shape extent of each axis, all positive; {@code [d]} for a feature vector
 * @param values elements; their number is the product of the extents
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(int[] shape, float[] values) {
    public Tensor {
        long expected = 1;
        for (int extent : shape) {
            if (extent < 1) {
                throw new IllegalArgumentException("shape: expected positive extents, got " + Arrays.toString(shape));
            }
            expected = Math.multiplyExact(expected, extent);
        }
        if (expected != values.length) {
            throw new IllegalArgumentException("values: expected %d for shape %s, got %d"
                    .formatted(expected, Arrays.toString(shape), values.length));
        }
    }

    /** Creates a feature vector of shape {@code [values.length]}. */
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
