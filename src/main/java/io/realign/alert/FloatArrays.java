package io.realign.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** State encoding of arrays: the length, then the values. */
final class FloatArrays {
    private FloatArrays() {}

    static void write(float[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    static float[] read(DataInput in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
