package io.realign.lab.stream;

import java.util.Arrays;
import java.util.Random;

/** A table of three independent categories in one-hot encoding, and Poisson counts of different rates. */
final class CategoryTable {
    /** Categories of 7, 8 and 5 values, and 10 counts. */
    static final int WIDTH = 30;

    private static final double[][] CATEGORIES = {
        {0.5, 0.25, 0.12, 0.07, 0.03, 0.02, 0.01}, uniform(8), {0.9, 0.025, 0.025, 0.025, 0.025}
    };

    private static final double RATE_STEP = 0.3;

    private CategoryTable() {}

    static StreamGenerator generator() {
        return random -> () -> {
            float[] row = new float[WIDTH];
            int first = 0;
            for (double[] probabilities : CATEGORIES) {
                row[first + draw(probabilities, random)] = 1;
                first += probabilities.length;
            }
            for (int i = first; i < WIDTH; i++) {
                row[i] = StreamGenerators.poissonCount(RATE_STEP * (i - first + 2), random);
            }
            return row;
        };
    }

    private static double[] uniform(int values) {
        double[] probabilities = new double[values];
        Arrays.fill(probabilities, 1.0 / values);
        return probabilities;
    }

    private static int draw(double[] probabilities, Random random) {
        double rest = random.nextDouble();
        int value = 0;
        while (value < probabilities.length - 1 && rest >= probabilities[value]) {
            rest -= probabilities[value];
            value++;
        }
        return value;
    }
}
