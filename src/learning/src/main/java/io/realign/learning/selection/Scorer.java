package io.realign.learning.selection;

/** Runs a model in its deployed form. */
@FunctionalInterface
public interface Scorer {
    /**
     * Predicts class probabilities.
     *
     * @param inference ONNX bytes of the model
     * @param rows raw features, at least one row
     * @return class probabilities of each row
     * @throws IllegalArgumentException if the bytes are not a model for rows of this width
     */
    float[][] probabilities(byte[] inference, float[][] rows);
}
