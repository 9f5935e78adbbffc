package io.realign.client.internal;

/**
 * What a model makes of an event.
 *
 * <p>The arrays are the caller's own.
 *
 * @param probabilities one for each class, in the order of the release's labels
 * @param embedding what its layers before the last make of the event; of length 0 if the model does not say
 */
@SuppressWarnings("ArrayRecordComponent")
public record Inference(float[] probabilities, float[] embedding) {}
