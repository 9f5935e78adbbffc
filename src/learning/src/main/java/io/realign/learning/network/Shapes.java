package io.realign.learning.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sizes and validation of layer shapes. */
final class Shapes {
    private Shapes() {}

    /** Number of values of a shape. */
    static int size(List<Integer> shape) {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    static void requireDimension(String what, int dimension) {
        if (dimension < 1 || dimension > NetSpec.MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "%s: expected 1 to %d, got %d".formatted(what, NetSpec.MAX_WIDTH, dimension));
        }
    }

    /** Requires a row or an image of at most {@link NetSpec#MAX_WIDTH} values. */
    static void requireRowOrImage(String what, List<Integer> shape) {
        if (shape.size() != 1 && shape.size() != 3) {
            throw new IllegalArgumentException(
                    "%s: expected the shape [width] or [channels, height, width], got %s".formatted(what, shape));
        }
        long size = 1;
        for (int dimension : shape) {
            requireDimension("a dimension of the " + what, dimension);
            size *= dimension;
            if (size > NetSpec.MAX_WIDTH) {
                throw new IllegalArgumentException(
                        "%s: expected at most %d values, got %s".formatted(what, NetSpec.MAX_WIDTH, shape));
            }
        }
    }

    static void requireImage(String what, int side, List<Integer> shape) {
        if (shape.size() != 3) {
            throw new IllegalArgumentException(
                    "%s takes images, [channels, height, width], got rows of shape %s".formatted(what, shape));
        }
        if (side > shape.get(1) || side > shape.get(2)) {
            throw new IllegalArgumentException(
                    "%s of %d by %d does not fit into images of shape %s".formatted(what, side, side, shape));
        }
    }

    static Map<String, int[]> orderedMap(String first, int[] firstShape, String second, int[] secondShape) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put(first, firstShape);
        shapes.put(second, secondShape);
        return Collections.unmodifiableMap(shapes);
    }
}
