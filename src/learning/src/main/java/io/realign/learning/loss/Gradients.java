package io.realign.learning.loss;

/**
 * How the objective changes with each value of {@link BatchOutputs}, in the same layout. Terms add to it.
 *
 * @param embedding by the embeddings, directly: what comes through the heads is not in it
 * @param logits by the logits
 */
@SuppressWarnings("ArrayRecordComponent")
public record Gradients(double[] embedding, double[] logits) {
    /** No slopes yet. */
    public static Gradients zeros(BatchOutputs outputs) {
        return new Gradients(new double[outputs.embedding().length], new double[outputs.logits().length]);
    }
}
