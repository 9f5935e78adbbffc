package io.realign.learning.network;

/** The optimizer of a model. It is fixed when the base model is created. */
public enum OptimizerType {
    /** Adam (Kingma and Ba, 2015) with the constants of the paper. */
    ADAM,
    /** Gradient descent with momentum 0.9. */
    MOMENTUM
}
