package io.realign.learning.training;

/** Options of a recipe. */
public enum RecipeOption {
    /** Rows with confident predictions have a higher weight in the domain loss. */
    ENTROPY_WEIGHTS,
    /** Source rows are weighted by the estimated class priors of the target. */
    PRIOR_WEIGHTS,
    /**
     * A {@link io.realign.learning.ensemble.LdaEnsemble} estimates the class priors of the target and provides pseudo-labels for
     * distillation. The class priors determine the standardisation of the target.
     */
    LDA_ENSEMBLE,
    /** Predictions are adjusted to the estimated class priors of the target. */
    PRIOR_CORRECTION
}
