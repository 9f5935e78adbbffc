package io.realign.learning.portfolio;

import io.realign.learning.training.Candidate;

/**
 * The serving model. The arrays are shared, not copied.
 *
 * @param inference deployed ONNX bytes
 * @param checkpoint checkpoint that training continues from
 */
@SuppressWarnings("ArrayRecordComponent")
public record ServingModel(byte[] inference, byte[] checkpoint) {
    public static ServingModel of(Candidate candidate) {
        return new ServingModel(candidate.inference(), candidate.checkpoint());
    }
}
