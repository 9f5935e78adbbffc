package io.realign.learning.nd4j;

/** Updates the weights from a gradient. All flat arrays have the same length. */
interface Optimizer {
    /**
     * Takes one step.
     *
     * @param weights updated in place
     * @param gradientScale factor of the gradient
     * @param step number of steps taken before
     */
    void step(float[] weights, float[] gradient, float gradientScale, float weightDecay, double learningRate, int step);

    /** Running mean of the gradient, or its weighted sum for {@link MomentumSgd}. */
    float[] firstMoment();

    /** Running mean of the squared gradient; zeros for {@link MomentumSgd}. */
    float[] secondMoment();
}
