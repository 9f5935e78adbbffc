package io.realign.client.internal;

import java.util.Optional;

/**
 * Output of a model for one event. The caller owns the arrays.
 *
 * @param probabilities class probabilities in the order of the labels of the release
 * @param embedding activations before the last layer; length 0 if the model has no embedding output
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelOutput(float[] probabilities, float[] embedding) {
    /** The embedding; empty if there is none, or if a value is not finite, since every sum with such a value is not finite. */
    public Optional<float[]> finiteEmbedding() {
        for (float value : embedding) {
            if (!Float.isFinite(value)) {
                return Optional.empty();
            }
        }
        return embedding.length == 0 ? Optional.empty() : Optional.of(embedding);
    }
}
