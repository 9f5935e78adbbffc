package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/** Checks gradient by central differences. */
final class FiniteDifferences {
    private static final double STEP = 1e-5;
    private static final double PRECISION = 1e-7;

    private FiniteDifferences() {}

    /** Checks the gradient of a function of the array, which is modified and restored. */
    static void assertGradient(String what, double[] gradient, double[] at, ToDoubleFunction<double[]> value) {
        assertThat(gradient).hasSameSizeAs(at);
        for (int i = 0; i < at.length; i++) {
            double original = at[i];
            at[i] = original + STEP;
            double above = value.applyAsDouble(at);
            at[i] = original - STEP;
            double below = value.applyAsDouble(at);
            at[i] = original;
            assertThat(gradient[i])
                    .as("%s, value %d", what, i)
                    .isCloseTo((above - below) / (2 * STEP), within(PRECISION));
        }
    }
}
