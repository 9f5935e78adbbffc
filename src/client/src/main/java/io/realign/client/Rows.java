package io.realign.client;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Input and output of a fixed number of rows, in memory that ONNX Runtime reads and writes directly: making them anew for
 * each run costs several times as much as the run.
 */
final class Rows implements AutoCloseable {
    private final int count;
    private final FloatBuffer features;
    private final FloatBuffer probabilities;
    private final OnnxTensor input;
    private final OnnxTensor output;

    Rows(int count, int width, int classes) throws OrtException {
        this.count = count;
        this.features = direct(count * width);
        this.probabilities = direct(count * classes);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        this.input = OnnxTensor.createTensor(environment, features, new long[] {count, width});
        this.output = OnnxTensor.createTensor(environment, probabilities, new long[] {count, classes});
    }

    int count() {
        return count;
    }

    float[] run(OrtSession session, float[] values) throws OrtException {
        features.put(0, values);
        session.run(Map.of(OnnxModel.INPUT, input), Map.of(OnnxModel.OUTPUT, output))
                .close();
        float[] result = new float[probabilities.capacity()];
        probabilities.get(0, result);
        return result;
    }

    @Override
    public void close() {
        input.close();
        output.close();
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
