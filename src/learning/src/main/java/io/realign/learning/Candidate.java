package io.realign.learning;

import java.util.List;

/**
 * A trained model. The arrays are shared, not copied.
 *
 * @param inference ONNX, opset 13: raw {@code features [batch, width]} in, {@code probabilities [batch, classes]} out;
 *     the standardiser is inside
 * @param continuation safetensors: everything that training on from here needs
 * @param alpha the coefficient of the reversed gradient at each step
 * @param steps how many steps this training took
 * @param losses those of the last step
 */
@SuppressWarnings("ArrayRecordComponent")
public record Candidate(byte[] inference, byte[] continuation, List<Double> alpha, int steps, Losses losses) {
    public Candidate {
        alpha = List.copyOf(alpha);
    }
}
