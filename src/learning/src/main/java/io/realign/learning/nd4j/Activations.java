package io.realign.learning.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The values between two layers, one row or image for each row of a batch.
 *
 * @param gradient gradient of the objective with respect to the values; empty if no preceding layer is trained
 */
record Activations(INDArray values, Optional<INDArray> gradient) implements AutoCloseable {
    private static final long MAX_VALUES = 1L << 28;

    static Activations of(DataType type, int rows, List<Integer> shape, boolean withGradient) {
        long[] dimensions = LongStream.concat(
                        LongStream.of(rows), shape.stream().mapToLong(Integer::longValue))
                .toArray();
        long size = LongStream.of(dimensions).reduce(1, (product, dimension) -> product * dimension);
        if (size > MAX_VALUES) {
            throw new IllegalArgumentException(
                    "%d rows of shape %s: expected at most %d values, got %d; use smaller batches"
                            .formatted(rows, shape, MAX_VALUES, size));
        }
        INDArray values = Nd4j.create(type, dimensions, 'c');
        return new Activations(
                values, withGradient ? Optional.of(Nd4j.create(type, dimensions, 'c')) : Optional.empty());
    }

    int rows() {
        return (int) values.size(0);
    }

    /** Returns a view in which each image is flattened to one row. */
    Activations flatten() {
        return new Activations(flatten(values), gradient.map(Activations::flatten));
    }

    /** Returns the same values with a separate gradient, for a second head. */
    Activations branch() {
        return new Activations(values, gradient.map(INDArray::ulike));
    }

    private static INDArray flatten(INDArray array) {
        return array.reshape('c', array.size(0), array.length() / array.size(0));
    }

    /** Frees the arrays that are not views. */
    @Override
    public void close() {
        if (values.closeable()) {
            values.close();
        }
        gradient.filter(INDArray::closeable).ifPresent(INDArray::close);
    }
}
