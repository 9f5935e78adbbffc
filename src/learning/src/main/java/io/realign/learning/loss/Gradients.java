package io.realign.learning.loss;

/**
 * Gradient of the objective by {@link BatchOutputs}, in the same layout. Each term adds to it.
 *
 * @param embedding direct gradient by the embedding, without the part that passes through the heads
 * @param logits gradient by the class logits
 */
@SuppressWarnings("ArrayRecordComponent")
public record Gradients(double[] embedding, double[] logits) {
    public static Gradients zeros(BatchOutputs outputs) {
        return new Gradients(new double[outputs.embedding().length], new double[outputs.logits().length]);
    }
}
