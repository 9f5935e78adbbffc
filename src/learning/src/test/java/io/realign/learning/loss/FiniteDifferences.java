package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/** Slopes, against central differences. */
final class FiniteDifferences {
    private static final double STEP = 1e-5;
    private static final double PRECISION = 1e-7;

    private FiniteDifferences() {}

    /** Checks every slope of a value by the numbers in the array, which is left as it was. */
    static void assertGradient(String what, double[] slopes, double[] at, ToDoubleFunction<double[]> value) {
        assertThat(slopes).hasSameSizeAs(at);
        for (int i = 0; i < at.length; i++) {
            double here = at[i];
            at[i] = here + STEP;
            double above = value.applyAsDouble(at);
            at[i] = here - STEP;
            double below = value.applyAsDouble(at);
            at[i] = here;
            assertThat(slopes[i])
                    .as("%s, value %d", what, i)
                    .isCloseTo((above - below) / (2 * STEP), within(PRECISION));
        }
    }
}
