package io.realign.adapter.model;

import io.realign.adapter.adaptation.Scorer;
import io.realign.client.OnnxModel;
import java.util.List;

/** Runs a model the way every consumer does, through the same class. */
public record OnnxScorer(int features, List<String> labels) implements Scorer {
    @Override
    public float[][] probabilities(byte[] inference, float[][] rows) {
        try (OnnxModel model = OnnxModel.load("candidate", features, labels.size(), inference)) {
            float[] flat = new float[rows.length * features];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, flat, i * features, features);
            }
            return split(model.probabilities(flat), labels.size());
        }
    }

    private static float[][] split(float[] flat, int width) {
        float[][] rows = new float[flat.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = java.util.Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return rows;
    }
}
