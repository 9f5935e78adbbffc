package io.realign.learning.serialization;

import io.realign.event.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Doubles as a tensor of float32, bit by bit: {@code [count, 4]}, each in four whole numbers of 16 bits, the highest first.
 * No float32 has the 53 bits of a double, and two of them do not hold every exponent.
 */
final class PackedDoubles {
    private static final int PARTS = 4;
    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    private PackedDoubles() {}

    /** @param values at least one */
    static Tensor pack(List<Double> values) {
        float[] parts = new float[values.size() * PARTS];
        for (int i = 0; i < parts.length; i++) {
            long bits = Double.doubleToRawLongBits(values.get(i / PARTS));
            parts[i] = bits >>> shift(i) & MASK;
        }
        return new Tensor(new int[] {values.size(), PARTS}, parts);
    }

    /** @throws IllegalArgumentException if {@link #pack} has not written it */
    static List<Double> unpack(Tensor tensor) {
        int[] shape = tensor.shape();
        if (shape.length != 2 || shape[1] != PARTS) {
            throw new IllegalArgumentException(
                    "doubles: expected the shape [count, %d], got %s".formatted(PARTS, Arrays.toString(shape)));
        }
        List<Double> values = new ArrayList<>(shape[0]);
        long bits = 0;
        for (int i = 0; i < tensor.size(); i++) {
            float part = tensor.values()[i];
            if (!(part >= 0 && part <= MASK) || part != (int) part) {
                throw new IllegalArgumentException(
                        "doubles: expected whole numbers of 0 to %d, got %s".formatted(MASK, part));
            }
            bits |= (long) part << shift(i);
            if (shift(i) == 0) {
                values.add(Double.longBitsToDouble(bits));
                bits = 0;
            }
        }
        return values;
    }

    private static int shift(int part) {
        return BITS * (PARTS - 1 - part % PARTS);
    }
}
