package io.realign.learning.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.network.OptimizerType;
import org.junit.jupiter.api.Test;

/** Compares the optimizers with the formulas of the papers in double precision. */
class OptimizerTest {
    private static final double[] GRADIENTS = {.5, -2, 1e-4, .3, .3};
    private static final double RATE = .01;
    private static final double DECAY = .003;
    private static final double SCALE = .5;

    @Test
    void adam_matchesAlgorithmOne() {
        Optimizer adam = new Optimizer(OptimizerType.ADAM, new float[1], new float[1]);
        float[] weights = {1.5f};
        double expected = 1.5;
        double first = 0;
        double second = 0;
        for (int step = 0; step < GRADIENTS.length; step++) {
            adam.step(weights, new float[] {(float) GRADIENTS[step]}, (float) SCALE, (float) DECAY, RATE, step);

            double gradient = SCALE * GRADIENTS[step] + DECAY * expected;
            first = .9 * first + .1 * gradient;
            second = .999 * second + .001 * gradient * gradient;
            double mean = first / (1 - Math.pow(.9, step + 1.0));
            double square = second / (1 - Math.pow(.999, step + 1.0));
            expected -= RATE * mean / (Math.sqrt(square) + 1e-8);
            assertThat((double) weights[0]).isCloseTo(expected, within(1e-6));
        }
        assertThat((double) adam.firstMoment()[0]).isCloseTo(first, within(1e-7));
        assertThat((double) adam.secondMoment()[0]).isCloseTo(second, within(1e-9));
    }

    @Test
    void momentum_matchesItsFormula() {
        Optimizer momentum = new Optimizer(OptimizerType.MOMENTUM, new float[1], new float[1]);
        float[] weights = {1.5f};
        double expected = 1.5;
        double velocity = 0;
        for (int step = 0; step < GRADIENTS.length; step++) {
            momentum.step(weights, new float[] {(float) GRADIENTS[step]}, (float) SCALE, (float) DECAY, RATE, step);

            velocity = .9 * velocity + SCALE * GRADIENTS[step] + DECAY * expected;
            expected -= RATE * velocity;
            assertThat((double) weights[0]).isCloseTo(expected, within(1e-6));
        }
        assertThat(momentum.secondMoment()).containsExactly(0);
    }
}
