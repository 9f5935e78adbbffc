package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomFeaturesTest {
    private static final double BANDWIDTH = 3;

    @RepeatedTest(10)
    void innerProducts_areKernelValues(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        RandomFeatures map = new RandomFeatures(5, 8192, BANDWIDTH, 1);
        float[] x = gaussian(random);
        float[] y = gaussian(random);

        double kernel = Math.exp(-squaredDistance(x, y) / (2 * BANDWIDTH));

        assertThat(dot(map.map(x), map.map(x))).isCloseTo(1, within(0.01));
        assertThat(dot(map.map(x), map.map(y))).isCloseTo(kernel, within(0.06));
    }

    @Test
    void seed_decidesTheFeatures() {
        float[] x = {1, 2, 3};

        assertThat(new RandomFeatures(3, 64, 1, 7).map(x)).isEqualTo(new RandomFeatures(3, 64, 1, 7).map(x));
        assertThat(new RandomFeatures(3, 64, 1, 7).map(x)).isNotEqualTo(new RandomFeatures(3, 64, 1, 8).map(x));
    }

    @ParameterizedTest
    @CsvSource({"0, 64, 1", "3, 63, 1", "3, 0, 1", "3, 64, 0", "3, 64, NaN"})
    void map_isRefused_whenItCannotBe(int inputs, int outputs, double bandwidth) {
        assertThatThrownBy(() -> new RandomFeatures(inputs, outputs, bandwidth, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(inputs + ", " + outputs + " and " + bandwidth);
    }

    private static float[] gaussian(Random random) {
        float[] row = new float[5];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }

    private static double squaredDistance(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return sum;
    }

    private static double dot(int[] one, int[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum / RandomFeatures.GRID / RandomFeatures.GRID;
    }
}
