package io.realign.learning.distance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianRandomProjectionTest {
    private static float[][] rows(int count, int width) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    @Test
    void narrowRows_areNotProjected() {
        float[][] rows = rows(3, 256);

        assertThat(GaussianRandomProjection.of(256, GaussianRandomProjection.DISTANCE_COMPONENTS, 1)
                        .apply(rows))
                .isSameAs(rows);
    }

    @Test
    void wideRows_areProjected() {
        assertThat(GaussianRandomProjection.of(257, GaussianRandomProjection.DISTANCE_COMPONENTS, 1)
                        .apply(rows(3, 257)))
                .hasDimensions(3, 64);
        assertThat(GaussianRandomProjection.of(1025, GaussianRandomProjection.CLASSIFICATION_COMPONENTS, 1)
                        .apply(rows(3, 1025)))
                .hasDimensions(3, 256);
    }

    /** On average over directions, a squared distance shrinks by the ratio of features to components. */
    @Test
    void distances_keepTheirRatios() {
        float[][] rows = rows(12, 2000);
        for (int i = 0; i < 2000; i++) {
            rows[0][i] *= 3;
        }
        float[][] narrow = GaussianRandomProjection.of(2000, GaussianRandomProjection.CLASSIFICATION_COMPONENTS, 1)
                .apply(rows);

        for (int row = 1; row < rows.length; row++) {
            double before = squared(rows[0], rows[row]) / squared(rows[row], rows[row % 11 + 1]);
            double after = squared(narrow[0], narrow[row]) / squared(narrow[row], narrow[row % 11 + 1]);
            assertThat(after / before).isBetween(.7, 1.4);
        }
    }

    private static double squared(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }

    @Test
    void directions_dependOnTheSeed() {
        float[][] rows = rows(2, 300);

        float[][] narrow = GaussianRandomProjection.of(300, GaussianRandomProjection.DISTANCE_COMPONENTS, 1)
                .apply(rows);

        assertThat(GaussianRandomProjection.of(300, GaussianRandomProjection.DISTANCE_COMPONENTS, 1)
                        .apply(rows))
                .isDeepEqualTo(narrow);
        assertThat(GaussianRandomProjection.of(300, GaussianRandomProjection.DISTANCE_COMPONENTS, 2)
                        .apply(rows)[0])
                .isNotEqualTo(narrow[0]);
    }

    @Test
    void inputRows_areNotModified() {
        float[][] rows = rows(2, 300);

        GaussianRandomProjection.of(300, GaussianRandomProjection.DISTANCE_COMPONENTS, 1)
                .apply(rows);

        assertThat(rows).isDeepEqualTo(rows(2, 300));
    }
}
