package io.realign.lab.detection;

import java.util.Random;

/**
 * A model with random weights, whose embeddings have correlated and bounded values.
 *
 * @param weights {@code [value of the embedding][feature]}
 */
@SuppressWarnings("ArrayRecordComponent")
record SimulatedModel(double[][] weights) {
    private static final int EMBEDDING_WIDTH = 16;

    static SimulatedModel random(int features, Random random) {
        double[][] weights = new double[EMBEDDING_WIDTH][features];
        for (double[] each : weights) {
            for (int i = 0; i < features; i++) {
                each[i] = random.nextGaussian() / Math.sqrt(features);
            }
        }
        return new SimulatedModel(weights);
    }

    /** Returns the embedding of a feature vector, values from -1 to 1. */
    float[] embed(float[] features) {
        float[] embedding = new float[weights.length];
        for (int k = 0; k < embedding.length; k++) {
            double activation = 0;
            for (int i = 0; i < features.length; i++) {
                activation += weights[k][i] * features[i];
            }
            embedding[k] = (float) Math.tanh(activation);
        }
        return embedding;
    }
}
