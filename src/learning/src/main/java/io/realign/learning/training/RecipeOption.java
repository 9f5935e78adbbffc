package io.realign.learning.training;

/** What else helps a training. */
public enum RecipeOption {
    /** Rows of which the network is sure count more in the domain term. */
    ENTROPY_WEIGHTS,
    /** Source rows stand for the target by the shares that its classes are estimated to have. */
    PRIOR_WEIGHTS,
    /**
     * A {@link io.realign.learning.ensemble.LdaEnsemble} estimates the shares of the target's classes, by which its
     * standardisation is set, and teaches the network what target rows are.
     */
    LDA_ENSEMBLE,
    /** The answers are adjusted to the shares that the target's classes are estimated to have. */
    PRIOR_CORRECTION
}
