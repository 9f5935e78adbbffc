package io.realign.learning.nd4j;

/** Updates the weights from a gradient. All flat arrays have the same length. */
interface Optimizer {
    /**
     * Takes one step.
     *
     * @param weights updated in place
     * @param gradient not changed
     * @param scale factor of the gradient
     * @param step number of steps taken before
     */
    void step(float[] weights, float[] gradient, float scale, float weightDecay, double learningRate, int step);

    /** Running mean of the gradient. */
    float[] firstMoment();

    /** Running mean of the squared gradient; zeros if the optimizer has none. */
    float[] secondMoment();
}
