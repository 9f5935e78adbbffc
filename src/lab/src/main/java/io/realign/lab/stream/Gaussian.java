package io.realign.lab.stream;

import java.util.Random;

/** Laws of rows whose features are all standard normal. */
final class Gaussian {
    private Gaussian() {}

    /** Independent features of independent rows. */
    static StreamGenerator independent(int width) {
        return random -> () -> noise(width, random);
    }

    /** Features that resemble their neighbours: the correlation of two that are k apart is {@code correlation^k}. */
    static StreamGenerator correlatedNeighbours(int width, double correlation) {
        double fresh = Math.sqrt(1 - correlation * correlation);
        return random -> () -> {
            float[] row = noise(width, random);
            for (int i = 1; i < width; i++) {
                row[i] = (float) (correlation * row[i - 1] + fresh * row[i]);
            }
            return row;
        };
    }

    /** Independent features, each AR(1) over time: the correlation of rows that are k apart is {@code phi^k}. */
    static StreamGenerator autoregressive(int width, double phi) {
        double fresh = Math.sqrt(1 - phi * phi);
        return random -> {
            float[] state = noise(width, random);
            return () -> {
                for (int i = 0; i < width; i++) {
                    state[i] = (float) (phi * state[i] + fresh * random.nextGaussian());
                }
                return state.clone();
            };
        };
    }

    private static float[] noise(int width, Random random) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }
}
