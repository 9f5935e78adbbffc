package io.realign.learning.nd4j;

import io.realign.learning.network.NetSpec;
import org.nd4j.linalg.api.buffer.DataType;

/** The input of the first layer. */
final class InputBuffer implements AutoCloseable {
    private final NetSpec spec;
    private final Activations activations;
    private final HostBuffer buffer;

    InputBuffer(NetSpec spec, DataType type, int rows) {
        this.spec = spec;
        activations = Activations.of(type, rows, spec.inputShape(), false);
        buffer = HostBuffer.of(activations.values());
    }

    Activations activations() {
        return activations;
    }

    int rows() {
        return activations.rows();
    }

    void copyRow(int index, float[] row) {
        if (row.length != spec.width()) {
            throw new IllegalArgumentException("row %d of a batch: expected %d values (shape %s), got %d"
                    .formatted(index, spec.width(), spec.inputShape(), row.length));
        }
        buffer.write(index * row.length, row);
    }

    @Override
    public void close() {
        activations.close();
    }
}
