package io.realign.client.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Input and output tensors for a fixed number of rows, in direct memory. They are reused, since their allocation takes several
 * times as long as a run. Used by one thread at a time.
 */
final class TensorBuffers implements AutoCloseable {
    private final int rowCount;
    /** Input, probabilities and, if the model has one, the embedding. */
    private final List<DirectTensor> tensors = new ArrayList<>();

    private TensorBuffers(int rowCount) {
        this.rowCount = rowCount;
    }

    /** @param embeddingSize size of the embedding of a row, 0 if the model has none */
    static TensorBuffers allocate(int rows, int features, int classes, int embeddingSize) throws OrtException {
        TensorBuffers buffers = new TensorBuffers(rows);
        boolean complete = false;
        try {
            for (int width : new int[] {features, classes, embeddingSize}) {
                if (width > 0) {
                    buffers.tensors.add(DirectTensor.of(rows, width));
                }
            }
            complete = true;
            return buffers;
        } finally {
            if (!complete) {
                buffers.close();
            }
        }
    }

    int rowCount() {
        return rowCount;
    }

    float[] run(OrtSession session, float[] values) throws OrtException {
        run(session, values, Map.of(OnnxModel.OUTPUT, probabilities().tensor()));
        return probabilities().copy();
    }

    ModelOutput runWithEmbedding(OrtSession session, float[] values) throws OrtException {
        if (!hasEmbedding()) {
            return new ModelOutput(run(session, values), new float[0]);
        }
        OnnxTensor probabilities = probabilities().tensor();
        run(
                session,
                values,
                Map.of(
                        OnnxModel.OUTPUT,
                        probabilities,
                        OnnxModel.EMBEDDING,
                        embedding().tensor()));
        return new ModelOutput(probabilities().copy(), embedding().copy());
    }

    private void run(OrtSession session, float[] values, Map<String, OnnxTensor> outputs) throws OrtException {
        input().values().put(0, values);
        session.run(Map.of(OnnxModel.INPUT, input().tensor()), outputs).close();
    }

    private DirectTensor input() {
        return tensors.get(0);
    }

    private DirectTensor probabilities() {
        return tensors.get(1);
    }

    private DirectTensor embedding() {
        return tensors.get(2);
    }

    private boolean hasEmbedding() {
        return tensors.size() > 2;
    }

    @Override
    public void close() {
        tensors.forEach(buffer -> buffer.tensor().close());
    }

    private record DirectTensor(FloatBuffer values, OnnxTensor tensor) {
        static DirectTensor of(int rows, int width) throws OrtException {
            FloatBuffer values = ByteBuffer.allocateDirect(
                            Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            return new DirectTensor(
                    values, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, new long[] {rows, width}));
        }

        float[] copy() {
            float[] copy = new float[values.capacity()];
            values.get(0, copy);
            return copy;
        }
    }
}
