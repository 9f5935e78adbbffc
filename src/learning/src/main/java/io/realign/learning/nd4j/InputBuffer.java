package io.realign.learning.nd4j;

import io.realign.learning.network.NetSpec;
import org.nd4j.linalg.api.buffer.DataType;

/** Where the rows of a batch are laid for the first layer. */
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

    void copyRow(int at, float[] row) {
        if (row.length != spec.width()) {
            throw new IllegalArgumentException("row %d of a batch: expected %d values, for inputs of shape %s, got %d"
                    .formatted(at, spec.width(), spec.inputShape(), row.length));
        }
        buffer.write(at * row.length, row);
    }

    @Override
    public void close() {
        activations.close();
    }
}
