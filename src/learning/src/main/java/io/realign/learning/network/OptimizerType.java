package io.realign.learning.network;

/** The optimizer of a model. It is fixed when the base model is created. */
public enum OptimizerType {
    /** Adam (Kingma and Ba, 2015) with the constants of the paper. Two moments. */
    ADAM,
    /** Gradient descent with momentum 0.9. One moment; the second is zeros. */
    MOMENTUM
}
