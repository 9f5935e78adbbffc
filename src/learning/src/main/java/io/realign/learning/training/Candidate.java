package io.realign.learning.training;

import io.realign.learning.loss.Losses;
import java.util.List;

/**
 * A trained model. The arrays are shared, not copied.
 *
 * @param recipe the name of what it was made by
 * @param inference ONNX, opset 13: raw {@code features [batch, width]} in, {@code probabilities [batch, classes]} and
 *     {@code embedding} out; the standardisation is inside
 * @param continuation safetensors: everything that training on from here needs
 * @param alpha the coefficient of the reversed gradient at each step
 * @param losses those of the last step, without any if no step was taken
 */
@SuppressWarnings("ArrayRecordComponent")
public record Candidate(String recipe, byte[] inference, byte[] continuation, List<Double> alpha, Losses losses) {
    public Candidate {
        alpha = List.copyOf(alpha);
    }

    /** How many steps were taken. */
    public int steps() {
        return alpha.size();
    }
}
