package io.realign.learning.portfolio;

/** Runs a model as its consumers will. */
@FunctionalInterface
public interface Scorer {
    /**
     * Class probabilities of raw rows.
     *
     * @param inference the model's bytes, as they are deployed
     * @param rows raw features, at least one row
     * @return one row of probabilities for each row of features
     * @throws IllegalArgumentException if the bytes are not a model for such rows
     */
    float[][] probabilities(byte[] inference, float[][] rows);
}
