package io.realign.learning.portfolio;

import io.realign.learning.training.Candidate;

/**
 * The model that serves. The arrays are shared, not copied.
 *
 * @param inference ONNX, as it is deployed
 * @param checkpoint what training goes on from
 */
@SuppressWarnings("ArrayRecordComponent")
public record ServingModel(byte[] inference, byte[] checkpoint) {
    /** A candidate that has taken its place. */
    public static ServingModel of(Candidate candidate) {
        return new ServingModel(candidate.inference(), candidate.checkpoint());
    }
}
