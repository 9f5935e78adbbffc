package io.realign.learning.loss;

/** The parts of what a training makes small. */
public enum LossTerm {
    /** Cross-entropy of the labels of source rows. */
    CLASS,
    /** Cross-entropy of the answers that a teacher gives for target rows. */
    DISTILLATION,
    /**
     * Cross-entropy of the domain head. Its weight is alpha, the coefficient of the gradient that is reversed before it
     * reaches the features; the head itself always learns with weight 1.
     */
    DOMAIN,
    /** Squared maximum mean discrepancy of the embeddings of source and target rows. */
    MMD,
    /** Distance of the covariances of the embeddings of source and target rows. */
    CORAL,
    /** Entropy of the answers for target rows. */
    ENTROPY,
    /** Cross-entropy of the target rows' own answers, where they are sure. */
    SELF_TRAINING,
    /** Minimum class confusion of the answers for target rows. */
    MINIMUM_CLASS_CONFUSION
}
