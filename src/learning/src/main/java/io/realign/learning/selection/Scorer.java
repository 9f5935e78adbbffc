package io.realign.learning.selection;

/** Runs an ONNX model, as consumers do. */
@FunctionalInterface
public interface Scorer {
    /**
     * Predicts class probabilities.
     *
     * @param onnxModel bytes of the model
     * @param rows raw features, at least one row
     * @return {@code [rows, classes]}
     * @throws IllegalArgumentException if the bytes are not a model for rows of this width
     */
    float[][] probabilities(byte[] onnxModel, float[][] rows);
}
