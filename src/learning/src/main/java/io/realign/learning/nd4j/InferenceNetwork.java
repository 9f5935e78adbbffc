package io.realign.learning.nd4j;

import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;

/** Feature extractor and class head in inference mode, for chunks of a fixed number of rows. */
final class InferenceNetwork implements AutoCloseable {
    private final NetSpec spec;
    private final InputBuffer inputs;
    private final LayerStack featureExtractor;
    private final LayerStack classHead;
    private final HostBuffer embedding;
    private final HostBuffer logits;

    InferenceNetwork(NetSpec spec, Parameters parameters, int chunkRows) {
        this.spec = spec;
        inputs = new InputBuffer(spec, parameters.type(), chunkRows);
        featureExtractor = LayerStack.forInference(spec.stacks().get(0), parameters, inputs.activations());
        Activations embeddingActivations = featureExtractor.output().flatten();
        classHead = LayerStack.forInference(spec.stacks().get(1), parameters, embeddingActivations);
        embedding = HostBuffer.of(embeddingActivations.values());
        logits = HostBuffer.of(classHead.output().values());
    }

    int chunkRows() {
        return inputs.rows();
    }

    /** Fills in the outputs of the chunk that starts at row {@code from}. */
    void predict(float[][] rows, int from, boolean useTargetStatistics, ModelOutputs outputs) {
        int count = Math.min(chunkRows(), rows.length - from);
        for (int i = 0; i < count; i++) {
            inputs.copyRow(i, rows[from + i]);
        }
        int sourceRows = useTargetStatistics ? 0 : chunkRows();
        BatchContext context = new BatchContext(sourceRows, 0);
        featureExtractor.forward(context);
        classHead.forward(context);
        copy(Softmax.of(logits.read(), spec.classes()), count, from, outputs.probabilities());
        copy(embedding.read(), count, from, outputs.embedding());
    }

    private static void copy(double[] values, int count, int from, float[][] destination) {
        int width = destination[from].length;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                destination[from + i][k] = (float) values[i * width + k];
            }
        }
    }

    @Override
    public void close() {
        classHead.close();
        featureExtractor.close();
        inputs.close();
    }
}
