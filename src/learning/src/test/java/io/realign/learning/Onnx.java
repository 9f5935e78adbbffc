package io.realign.learning;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.realign.learning.input.SourceRows;
import java.util.Map;

/** Runs an exported model in ONNX Runtime. */
public final class Onnx {
    private Onnx() {}

    public static float[][] run(byte[] model, String output, float[][] rows) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor features = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("features", features))) {
            return (float[][]) result.get(output).orElseThrow().getValue();
        }
    }

    static double accuracy(byte[] model, SourceRows rows) throws OrtException {
        float[][] probabilities = run(model, "probabilities", rows.features());
        int right = 0;
        for (int row = 0; row < probabilities.length; row++) {
            if (mostProbable(probabilities[row]) == rows.labels()[row]) {
                right++;
            }
        }
        return right / (double) rows.size();
    }

    private static int mostProbable(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }
}
