package io.realign.learning.training;

/**
 * How the features of a network are taught from rows without labels before it sees the first label: a remedy for features
 * that mix up the classes. What it learns above the features is thrown away.
 *
 * @param method by what
 * @param steps 1 or more, at the batch and learning rate of the recipe's pace
 * @param noise deviation of the noise by which standardised rows are spoilt, above 0, at most 10
 */
public record Pretraining(Method method, int steps, double noise) {
    /** What a network can learn of a row without its label. */
    public enum Method {
        /** To restore it from a spoilt copy (Vincent et al., 2008). */
        DENOISING,
        /** To tell two spoilt copies of it from those of other rows (Chen et al., 2020). */
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
