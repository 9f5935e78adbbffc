package io.realign.learning.training;

import io.realign.learning.loss.Losses;
import java.util.List;

/**
 * A trained model. The arrays are shared, not copied.
 *
 * @param recipe name of the recipe
 * @param onnxModel ONNX model, opset 13, which includes the standardisation. Input: raw {@code features [batch, width]}. Outputs:
 *     {@code probabilities [batch, classes]} and {@code embedding}
 * @param checkpoint {@link io.realign.learning.serialization.ModelCheckpoint}, from which training can continue
 * @param alphaCurve alpha at each training step
 * @param losses losses of the last step; empty without training steps
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainedModel(String recipe, byte[] onnxModel, byte[] checkpoint, List<Double> alphaCurve, Losses losses) {
    public TrainedModel {
        alphaCurve = List.copyOf(alphaCurve);
    }

    public int steps() {
        return alphaCurve.size();
    }
}
