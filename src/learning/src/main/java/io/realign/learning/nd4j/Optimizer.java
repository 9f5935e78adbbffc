package io.realign.learning.nd4j;

import io.realign.learning.network.OptimizerType;

/**
 * Updates the weights from a gradient. All arrays have the same length. The plain loops, which the compiler vectorises, are ten
 * times as fast as the ND4J operations.
 *
 * @param firstMoment Adam: running mean of the gradient; momentum: the velocity
 * @param secondMoment Adam: running mean of the squared gradient; momentum: not used, zeros
 */
@SuppressWarnings("ArrayRecordComponent")
record Optimizer(OptimizerType type, float[] firstMoment, float[] secondMoment) {
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;
    private static final double EPSILON = 1e-8;
    private static final float MOMENTUM = .9f;

    /**
     * Takes one step.
     *
     * @param weights updated in place
     * @param gradientScale factor of the gradient
     * @param step number of steps taken before
     */
    void step(
            float[] weights, float[] gradient, float gradientScale, float weightDecay, double learningRate, int step) {
        switch (type) {
            case ADAM -> adam(weights, gradient, gradientScale, weightDecay, learningRate, step);
            case MOMENTUM -> momentum(weights, gradient, gradientScale, weightDecay, (float) learningRate);
        }
    }

    /** Kingma and Ba, Adam, 2015, algorithm 1, with the constants of the paper. */
    private void adam(
            float[] weights, float[] gradient, float gradientScale, float weightDecay, double learningRate, int step) {
        // The bias corrections of both moments are folded into the rate and epsilon.
        double root = Math.sqrt(1 - Math.pow(BETA2, step + 1.0));
        float rate = (float) (learningRate * root / (1 - Math.pow(BETA1, step + 1.0)));
        float epsilon = (float) (EPSILON * root);
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i] * gradientScale + weightDecay * weights[i];
            firstMoment[i] = (float) BETA1 * firstMoment[i] + (float) (1 - BETA1) * g;
            secondMoment[i] = (float) BETA2 * secondMoment[i] + (float) (1 - BETA2) * g * g;
            weights[i] -= rate * firstMoment[i] / ((float) Math.sqrt(secondMoment[i]) + epsilon);
        }
    }

    /**
     * Gradient descent with momentum: {@code v = 0.9 v + g}, {@code w = w - rate v} (Sutskever et al., On the importance of
     * initialization and momentum, 2013, equations 1 and 2, with the velocity in units of the gradient).
     */
    private void momentum(float[] weights, float[] gradient, float gradientScale, float weightDecay, float rate) {
        for (int i = 0; i < weights.length; i++) {
            firstMoment[i] = MOMENTUM * firstMoment[i] + gradient[i] * gradientScale + weightDecay * weights[i];
            weights[i] -= rate * firstMoment[i];
        }
    }
}
