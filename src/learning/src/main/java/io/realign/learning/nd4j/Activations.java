package io.realign.learning.nd4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What passes between two layers, a row or an image for each row of a batch.
 *
 * @param values that pass forward
 * @param gradient that pass back: how the objective changes with each value; empty where nobody asks
 */
record Activations(INDArray values, Optional<INDArray> gradient) implements AutoCloseable {
    /** More values than this do not fit one buffer of the heap's side. */
    private static final long MAX_VALUES = 1L << 28;

    static Activations of(DataType type, int rows, List<Integer> shape, boolean slopes) {
        long[] extents = new long[shape.size() + 1];
        extents[0] = rows;
        long values = rows;
        for (int i = 0; i < shape.size(); i++) {
            extents[i + 1] = shape.get(i);
            values *= shape.get(i);
        }
        if (values > MAX_VALUES) {
            throw new IllegalArgumentException(
                    "%d rows of shape %s: expected at most %d values, got %d: take smaller batches"
                            .formatted(rows, shape, MAX_VALUES, values));
        }
        return new Activations(array(type, extents), slopes ? Optional.of(array(type, extents)) : Optional.empty());
    }

    private static INDArray array(DataType type, long[] extents) {
        return Nd4j.create(type, extents, 'c');
    }

    int rows() {
        return (int) values.size(0);
    }

    /** The same memory with each image as one row. */
    Activations flatten() {
        return new Activations(flatten(values), gradient.map(Activations::flatten));
    }

    /** The same values, for a second reader, who passes slopes of its own back. */
    Activations branch() {
        return new Activations(values, gradient.map(INDArray::ulike));
    }

    private static INDArray flatten(INDArray array) {
        return array.reshape('c', array.size(0), array.length() / array.size(0));
    }

    /** Frees what is not a view. */
    @Override
    public void close() {
        if (values.closeable()) {
            values.close();
        }
        gradient.filter(INDArray::closeable).ifPresent(INDArray::close);
    }
}
