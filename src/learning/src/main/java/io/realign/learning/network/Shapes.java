package io.realign.learning.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the shapes of layers must hold to. */
final class Shapes {
    private Shapes() {}

    /** How many values a row or image has. Its extents have been checked. */
    static int size(List<Integer> shape) {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    static void requireDimension(String what, int extent) {
        if (extent < 1 || extent > NetSpec.MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "%s: expected 1 to %d, got %d".formatted(what, NetSpec.MAX_WIDTH, extent));
        }
    }

    /** A row or an image, and not too large. */
    static void require(String what, List<Integer> shape) {
        if (shape.size() != 1 && shape.size() != 3) {
            throw new IllegalArgumentException(
                    "%s: expected the shape [width] or [channels, height, width], got %s".formatted(what, shape));
        }
        long values = 1;
        for (int extent : shape) {
            requireDimension("an extent of " + what, extent);
            values *= extent;
            if (values > NetSpec.MAX_WIDTH) {
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

    static Map<String, int[]> orderedMap(String one, int[] shape, String other, int[] otherShape) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put(one, shape);
        shapes.put(other, otherShape);
        return Collections.unmodifiableMap(shapes);
    }
}
