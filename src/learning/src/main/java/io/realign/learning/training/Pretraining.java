package io.realign.learning.training;

/**
 * Self-supervised pre-training of the features of a base model on unlabelled rows, for features that do not separate the
 * classes.
 *
 * @param steps 1 or more, with batch size and learning rate of the recipe
 * @param noise standard deviation of the noise added to standardised rows, above 0, at most 10
 */
public record Pretraining(Method method, int steps, double noise) {
    /** The pretext task. */
    public enum Method {
        /** Reconstruction of a row from a noisy copy (Vincent et al., 2008). */
        DENOISING,
        /** Recognition of two noisy copies of a row among those of other rows (Chen et al., 2020). */
        CONTRASTIVE
    }

    public Pretraining {
        if (steps < 1) {
            throw new IllegalArgumentException("pre-training: expected 1 step or more, got " + steps);
        }
        if (!(noise > 0 && noise <= 10)) {
            throw new IllegalArgumentException("pre-training: expected noise above 0, at most 10, got " + noise);
        }
    }
}
