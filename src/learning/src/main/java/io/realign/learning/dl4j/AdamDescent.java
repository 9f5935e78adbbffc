package io.realign.learning.dl4j;

/**
 * Kingma and Ba, Adam, 2015, algorithm 1 with the paper's constants. In loops that the compiler makes vectors of: the
 * library's own operation takes ten times as long.
 *
 * @param first the first moments
 * @param second the second moments
 */
@SuppressWarnings("ArrayRecordComponent")
record AdamDescent(float[] first, float[] second) implements Descent {
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;
    private static final double EPSILON = 1e-8;

    @Override
    public void follow(
            float[] weights, float[] gradient, float scale, float weightDecay, double learningRate, int step) {
        // The correction of both moments, put into two factors.
        double root = Math.sqrt(1 - Math.pow(BETA2, step + 1.0));
        float rate = (float) (learningRate * root / (1 - Math.pow(BETA1, step + 1.0)));
        float epsilon = (float) (EPSILON * root);
        for (int i = 0; i < weights.length; i++) {
            float slope = gradient[i] * scale + weightDecay * weights[i];
            first[i] = (float) BETA1 * first[i] + (float) (1 - BETA1) * slope;
            second[i] = (float) BETA2 * second[i] + (float) (1 - BETA2) * slope * slope;
            weights[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
        }
    }
}
