package io.realign.learning.nd4j;

/**
 * Gradient descent with momentum 0.9: {@code v = 0.9 v + g}, {@code w = w - rate v} (Sutskever et al., On the importance of
 * initialization and momentum, 2013, equations 1 and 2, with the velocity in units of the gradient).
 *
 * @param firstMoment the velocity; named as in Adam, because both optimizers store the same two arrays in a checkpoint
 * @param secondMoment zeros, not used
 */
@SuppressWarnings("ArrayRecordComponent")
record MomentumSgd(float[] firstMoment, float[] secondMoment) implements Optimizer {
    private static final float MOMENTUM = .9f;

    @Override
    public void step(float[] weights, float[] gradient, float gradientScale, float weightDecay, double learningRate, int step) {
        float rate = (float) learningRate;
        for (int i = 0; i < weights.length; i++) {
            firstMoment[i] = MOMENTUM * firstMoment[i] + gradient[i] * gradientScale + weightDecay * weights[i];
            weights[i] -= rate * firstMoment[i];
        }
    }
}
