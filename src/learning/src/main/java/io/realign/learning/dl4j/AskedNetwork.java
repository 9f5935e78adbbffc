package io.realign.learning.dl4j;

import io.realign.learning.network.Answers;
import io.realign.learning.network.NetSpec;

/** Features and class head as they answer when they are not in training, a fixed number of rows at once. */
final class AskedNetwork implements AutoCloseable {
    private final NetSpec spec;
    private final Inputs inputs;
    private final LayerStack features;
    private final LayerStack classHead;
    private final Memory embedding;
    private final Memory logits;

    AskedNetwork(NetSpec spec, Parameters parameters, int rows) {
        this.spec = spec;
        inputs = new Inputs(spec, parameters.type(), rows);
        features = new LayerStack(spec.stacks().get(0), parameters, inputs.signal(), false);
        Signal top = features.output().flat();
        classHead = new LayerStack(spec.stacks().get(1), parameters, top, false);
        embedding = Memory.of(top.values());
        logits = Memory.of(classHead.output().values());
    }

    int rows() {
        return inputs.rows();
    }

    /** Answers the rows from {@code from} on, as many as there are and as fit. */
    void answer(float[][] rows, int from, boolean target, Answers answers) {
        int count = Math.min(rows(), rows.length - from);
        for (int i = 0; i < count; i++) {
            inputs.lay(i, rows[from + i]);
        }
        Pass pass = new Pass(target ? 0 : rows(), 0);
        features.forward(pass);
        classHead.forward(pass);
        double[] probabilities = Softmax.of(logits.read(), spec.classes());
        copy(probabilities, count, from, answers.probabilities());
        copy(embedding.read(), count, from, answers.embedding());
    }

    private static void copy(double[] values, int count, int from, float[][] into) {
        int width = into[from].length;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                into[from + i][k] = (float) values[i * width + k];
            }
        }
    }

    @Override
    public void close() {
        classHead.close();
        features.close();
        inputs.close();
    }
}
