package io.realign.learning.training;

import io.realign.learning.loss.Losses;
import java.util.List;

/**
 * A trained model. The arrays are shared, not copied.
 *
 * @param recipe the name of what it was made by
 * @param inference ONNX, opset 13: raw {@code features [batch, width]} in, {@code probabilities [batch, classes]} and
 *     {@code embedding} out; the standardisation is inside
 * @param checkpoint safetensors: everything that training on from here needs
 * @param alphaCurve the coefficient of the reversed gradient at each step
 * @param losses those of the last step, without any if no step was taken
 */
@SuppressWarnings("ArrayRecordComponent")
public record Candidate(String recipe, byte[] inference, byte[] checkpoint, List<Double> alphaCurve, Losses losses) {
    public Candidate {
        alphaCurve = List.copyOf(alphaCurve);
    }

    /** How many steps were taken. */
    public int steps() {
        return alphaCurve.size();
    }
}
