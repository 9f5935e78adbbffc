package io.realign.learning.dl4j;

import io.realign.learning.network.NetSpec;
import org.nd4j.linalg.api.buffer.DataType;

/** Where the rows of a batch are laid for the first layer. */
final class Inputs implements AutoCloseable {
    private final NetSpec spec;
    private final Signal signal;
    private final Memory memory;

    Inputs(NetSpec spec, DataType type, int rows) {
        this.spec = spec;
        signal = Signal.of(type, rows, spec.input(), false);
        memory = Memory.of(signal.values());
    }

    Signal signal() {
        return signal;
    }

    int rows() {
        return signal.rows();
    }

    void lay(int at, float[] row) {
        if (row.length != spec.width()) {
            throw new IllegalArgumentException("row %d of a batch: expected %d values, for inputs of shape %s, got %d"
                    .formatted(at, spec.width(), spec.input(), row.length));
        }
        memory.write(at * row.length, row);
    }

    @Override
    public void close() {
        signal.close();
    }
}
