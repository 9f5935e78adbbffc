package io.realign.learning.portfolio;

import io.realign.learning.training.Candidate;

/**
 * The model that serves. The arrays are shared, not copied.
 *
 * @param inference ONNX, as it is deployed
 * @param continuation what training goes on from
 */
@SuppressWarnings("ArrayRecordComponent")
public record Incumbent(byte[] inference, byte[] continuation) {
    /** A candidate that has taken its place. */
    public static Incumbent of(Candidate candidate) {
        return new Incumbent(candidate.inference(), candidate.continuation());
    }
}
