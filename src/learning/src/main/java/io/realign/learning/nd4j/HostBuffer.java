package io.realign.learning.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between a contiguous ND4J array and Java arrays. */
abstract class HostBuffer {
    /** Also keeps the memory of the buffer from being freed. */
    private final INDArray array;

    HostBuffer(INDArray array) {
        this.array = array;
    }

    static HostBuffer of(INDArray array) {
        return array.dataType() == DataType.DOUBLE ? new DoubleHostBuffer(array) : new FloatHostBuffer(array);
    }

    final int size() {
        return Math.toIntExact(array.length());
    }

    /** Fills {@code destination} with the values from index {@code from} on. */
    final void read(int from, double[] destination) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        get(from, destination);
    }

    final double[] read() {
        double[] values = new double[size()];
        read(0, values);
        return values;
    }

    final void read(float[] destination) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        get(destination);
    }

    final void write(int from, double[] values) {
        put(from, values);
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }

    final void write(int from, float[] values) {
        put(from, values);
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }

    abstract void get(int from, double[] destination);

    abstract void get(float[] destination);

    abstract void put(int from, double[] values);

    abstract void put(int from, float[] values);

    private static final class FloatHostBuffer extends HostBuffer {
        private final FloatBuffer buffer;
        private float[] scratch = {};

        FloatHostBuffer(INDArray array) {
            super(array);
            buffer = new FloatPointer(array.data().addressPointer())
                    .capacity(array.length())
                    .asBuffer();
        }

        @Override
        void get(int from, double[] destination) {
            float[] values = scratch(destination.length);
            buffer.get(from, values, 0, destination.length);
            for (int i = 0; i < destination.length; i++) {
                destination[i] = values[i];
            }
        }

        @Override
        void get(float[] destination) {
            buffer.get(0, destination);
        }

        @Override
        void put(int from, double[] values) {
            float[] rounded = scratch(values.length);
            for (int i = 0; i < values.length; i++) {
                rounded[i] = (float) values[i];
            }
            buffer.put(from, rounded, 0, values.length);
        }

        @Override
        void put(int from, float[] values) {
            buffer.put(from, values);
        }

        private float[] scratch(int length) {
            if (scratch.length < length) {
                scratch = new float[length];
            }
            return scratch;
        }
    }

    /** Double precision, for numerical gradient checks. */
    private static final class DoubleHostBuffer extends HostBuffer {
        private final DoubleBuffer buffer;

        DoubleHostBuffer(INDArray array) {
            super(array);
            buffer = new DoublePointer(array.data().addressPointer())
                    .capacity(array.length())
                    .asBuffer();
        }

        @Override
        void get(int from, double[] destination) {
            buffer.get(from, destination);
        }

        @Override
        void get(float[] destination) {
            for (int i = 0; i < destination.length; i++) {
                destination[i] = (float) buffer.get(i);
            }
        }

        @Override
        void put(int from, double[] values) {
            buffer.put(from, values);
        }

        @Override
        void put(int from, float[] values) {
            for (int i = 0; i < values.length; i++) {
                buffer.put(from + i, values[i]);
            }
        }
    }
}
