package io.realign.learning.selection;

import io.realign.learning.training.TrainedModel;

/**
 * The serving model. The arrays are shared, not copied.
 *
 * @param onnxModel the deployed ONNX model
 * @param checkpoint checkpoint from which training continues
 */
@SuppressWarnings("ArrayRecordComponent")
public record ServingModel(byte[] onnxModel, byte[] checkpoint) {
    public static ServingModel of(TrainedModel model) {
        return new ServingModel(model.onnxModel(), model.checkpoint());
    }
}
