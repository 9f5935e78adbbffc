package io.realign.client.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Input and outputs of a fixed number of rows, in memory that ONNX Runtime reads and writes directly: making them anew for
 * each run costs several times as much as the run.
 */
final class TensorBuffers implements AutoCloseable {
    private final int rowCount;
    private final DirectTensor features;
    private final DirectTensor probabilities;
    private final DirectTensor embedding;

    /** @param embedding values in a row's embedding, 0 if the model has none */
    TensorBuffers(int count, int width, int classes, int embedding) throws OrtException {
        this.rowCount = count;
        this.features = DirectTensor.of(count, width);
        this.probabilities = DirectTensor.of(count, classes);
        this.embedding = embedding == 0 ? null : DirectTensor.of(count, embedding);
    }

    int rowCount() {
        return rowCount;
    }

    float[] run(OrtSession session, float[] values) throws OrtException {
        run(session, values, Map.of(OnnxModel.OUTPUT, probabilities.tensor()));
        return probabilities.copy();
    }

    /** The same, and what the model makes of the rows on the way. */
    Inference runWithEmbedding(OrtSession session, float[] values) throws OrtException {
        if (embedding == null) {
            return new Inference(run(session, values), new float[0]);
        }
        run(session, values, Map.of(OnnxModel.OUTPUT, probabilities.tensor(), OnnxModel.EMBEDDING, embedding.tensor()));
        return new Inference(probabilities.copy(), embedding.copy());
    }

    private void run(OrtSession session, float[] values, Map<String, OnnxTensor> outputs) throws OrtException {
        features.values().put(0, values);
        session.run(Map.of(OnnxModel.INPUT, features.tensor()), outputs).close();
    }

    @Override
    public void close() {
        features.tensor().close();
        probabilities.tensor().close();
        if (embedding != null) {
            embedding.tensor().close();
        }
    }

    private record DirectTensor(FloatBuffer values, OnnxTensor tensor) {
        static DirectTensor of(int count, int width) throws OrtException {
            FloatBuffer values = ByteBuffer.allocateDirect(
                            Math.multiplyExact(Math.multiplyExact(count, width), Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            return new DirectTensor(
                    values,
                    OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, new long[] {count, width}));
        }

        float[] copy() {
            float[] copy = new float[values.capacity()];
            values.get(0, copy);
            return copy;
        }
    }
}
