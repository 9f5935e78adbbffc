package io.realign.learning.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TsneTest {
    private static final int ROWS = 9;
    private static final double STEP = 1e-6;

    @Test
    void gradient_matchesFiniteDifferencesOfTheDivergence() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] affinities = affinities(random);
        double[][] points = new double[ROWS][2];
        for (double[] point : points) {
            point[0] = random.nextGaussian();
            point[1] = random.nextGaussian();
        }

        double[][] slopes = new Tsne(affinities, points).gradient(1);

        for (int row = 0; row < ROWS; row++) {
            for (int axis = 0; axis < 2; axis++) {
                double here = points[row][axis];
                points[row][axis] = here + STEP;
                double after = divergence(affinities, points);
                points[row][axis] = here - STEP;
                double before = divergence(affinities, points);
                points[row][axis] = here;
                assertThat(slopes[row][axis]).isCloseTo((after - before) / (2 * STEP), within(1e-8));
            }
        }
    }

    private static double[][] affinities(SplittableRandom random) {
        double[][] affinities = new double[ROWS][ROWS];
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < i; j++) {
                affinities[i][j] = .1 + random.nextDouble();
                affinities[j][i] = affinities[i][j];
                sum += 2 * affinities[i][j];
            }
        }
        for (double[] row : affinities) {
            for (int j = 0; j < ROWS; j++) {
                row[j] /= sum;
            }
        }
        return affinities;
    }

    /** Kullback-Leibler divergence, exactly as in the paper. */
    private static double divergence(double[][] affinities, double[][] points) {
        double all = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                all += i == j ? 0 : student(points[i], points[j]);
            }
        }
        double divergence = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                if (i != j) {
                    divergence += affinities[i][j] * Math.log(affinities[i][j] * all / student(points[i], points[j]));
                }
            }
        }
        return divergence;
    }

    private static double student(double[] one, double[] other) {
        return 1 / (1 + Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2));
    }
}
