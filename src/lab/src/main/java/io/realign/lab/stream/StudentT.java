package io.realign.lab.stream;

import java.util.Random;

/** A law of rows with heavy tails: independent features, each Student's t with three degrees of freedom. */
final class StudentT {
    private static final int FREEDOM = 3;

    private StudentT() {}

    static StreamGenerator independent(int width) {
        return random -> () -> {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = (float) (random.nextGaussian() / Math.sqrt(chiSquared(random) / FREEDOM));
            }
            return row;
        };
    }

    private static double chiSquared(Random random) {
        double sum = 0;
        for (int i = 0; i < FREEDOM; i++) {
            double normal = random.nextGaussian();
            sum += normal * normal;
        }
        return sum;
    }
}
