package io.realign.learning.selection;

import io.realign.learning.training.Candidate;

/**
 * The serving model. The arrays are shared, not copied.
 *
 * @param onnxModel deployed ONNX bytes
 * @param checkpoint checkpoint that training continues from
 */
@SuppressWarnings("ArrayRecordComponent")
public record ServingModel(byte[] onnxModel, byte[] checkpoint) {
    public static ServingModel of(Candidate candidate) {
        return new ServingModel(candidate.onnxModel(), candidate.checkpoint());
    }
}
