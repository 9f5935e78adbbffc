package io.realign.learning.nd4j;

/** How a gradient is followed. The flat arrays are all of one length. */
interface Optimizer {
    /**
     * Takes a step from the weights, which it changes.
     *
     * @param gradient of the loss; left alone
     * @param scale what the gradient is multiplied by first
     * @param step how many have been taken before
     */
    void step(float[] weights, float[] gradient, float scale, float weightDecay, double learningRate, int step);

    /** Running mean of the gradient. */
    float[] firstMoment();

    /** Running mean of its square; zeros if there is none. */
    float[] secondMoment();
}
