package io.realign.learning.training;

/**
 * Self-supervised pre-training of the feature extractor of a base model. The labels are not used.
 *
 * @param steps number of steps, 1 or more; batch size and learning rate are those of the recipe
 * @param noise standard deviation of the noise added to standardised rows, above 0, at most 10
 */
public record Pretraining(Method method, int steps, double noise) {
    /** Pretext task. */
    public enum Method {
        /** Reconstruct a row from a noisy copy (Vincent et al., 2008). */
        DENOISING,
        /** Identify the two noisy copies of the same row (Chen et al., 2020). */
        CONTRASTIVE
    }

    public Pretraining {
        if (steps < 1) {
            throw new IllegalArgumentException("pre-training steps: expected 1 or more, got " + steps);
        }
        if (!(noise > 0 && noise <= 10)) {
            throw new IllegalArgumentException("pre-training noise: expected above 0, at most 10, got " + noise);
        }
    }
}
