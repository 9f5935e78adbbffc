package io.realign.client.internal;

/**
 * Output of a model for one event. The caller owns the arrays.
 *
 * @param probabilities class probabilities in the order of the labels of the release
 * @param embedding activations before the last layer; length 0 if the model has no embedding output
 */
@SuppressWarnings("ArrayRecordComponent")
public record Inference(float[] probabilities, float[] embedding) {}
