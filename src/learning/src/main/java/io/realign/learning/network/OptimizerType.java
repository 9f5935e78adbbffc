package io.realign.learning.network;

/** How a gradient is followed. A model is continued by the one that it was started with. */
public enum OptimizerType {
    /** Kingma and Ba, Adam, 2015: the paper's constants. Two moments. */
    ADAM,
    /** Gradient descent with a momentum of 0.9. One moment; the second is zeros. */
    MOMENTUM
}
