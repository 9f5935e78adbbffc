package io.realign.learning.loss;

/**
 * Gradient of the objective with respect to {@link BatchOutputs}, in the same layout. Each loss term adds its part.
 *
 * @param embedding direct gradient with respect to the embedding, without the part that passes through the heads
 * @param logits gradient with respect to the class logits
 */
@SuppressWarnings("ArrayRecordComponent")
public record Gradients(double[] embedding, double[] logits) {
    public static Gradients zeros(BatchOutputs outputs) {
        return new Gradients(new double[outputs.embedding().length], new double[outputs.logits().length]);
    }
}
