package io.realign.learning.nd4j;

/**
 * Gradient descent with a momentum of 0.9 (Sutskever et al., On the importance of initialization and momentum, 2013,
 * equations 1 and 2, with the velocity in units of the gradient): {@code v = 0.9 v + g}, {@code w = w - rate v}.
 *
 * @param firstMoment the velocity
 * @param secondMoment zeros
 */
@SuppressWarnings("ArrayRecordComponent")
record MomentumSgd(float[] firstMoment, float[] secondMoment) implements Optimizer {
    private static final float MOMENTUM = .9f;

    @Override
    public void step(float[] weights, float[] gradient, float scale, float weightDecay, double learningRate, int step) {
        float rate = (float) learningRate;
        for (int i = 0; i < weights.length; i++) {
            firstMoment[i] = MOMENTUM * firstMoment[i] + gradient[i] * scale + weightDecay * weights[i];
            weights[i] -= rate * firstMoment[i];
        }
    }
}
