package io.realign.learning.nd4j;

/**
 * Kingma and Ba, Adam, 2015, algorithm 1 with the paper's constants. In loops that the compiler makes vectors of: the
 * library's own operation takes ten times as long.
 *
 * @param firstMoment the first moments
 * @param secondMoment the second moments
 */
@SuppressWarnings("ArrayRecordComponent")
record Adam(float[] firstMoment, float[] secondMoment) implements Optimizer {
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;
    private static final double EPSILON = 1e-8;

    @Override
    public void step(float[] weights, float[] gradient, float scale, float weightDecay, double learningRate, int step) {
        // The correction of both moments, put into two factors.
        double root = Math.sqrt(1 - Math.pow(BETA2, step + 1.0));
        float rate = (float) (learningRate * root / (1 - Math.pow(BETA1, step + 1.0)));
        float epsilon = (float) (EPSILON * root);
        for (int i = 0; i < weights.length; i++) {
            float slope = gradient[i] * scale + weightDecay * weights[i];
            firstMoment[i] = (float) BETA1 * firstMoment[i] + (float) (1 - BETA1) * slope;
            secondMoment[i] = (float) BETA2 * secondMoment[i] + (float) (1 - BETA2) * slope * slope;
            weights[i] -= rate * firstMoment[i] / ((float) Math.sqrt(secondMoment[i]) + epsilon);
        }
    }
}
