package io.realign.lab.stream;

import java.util.Random;

/** Rows of counts: independent features, each Poisson. */
final class PoissonCounts {
    private PoissonCounts() {}

    static StreamGenerator independent(int width, double rate) {
        return random -> () -> {
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = count(rate, random);
            }
            return row;
        };
    }

    /** A share of the values is lost: 0 stands in their place. */
    static StreamChange missingValues(double share) {
        return new StreamChange("lost", (before, random) -> () -> {
            float[] row = before.next();
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextDouble() < share ? 0 : row[i];
            }
            return row;
        });
    }

    /** The first features count another kind of event, too, of this rate. */
    static StreamChange higherRate(int features, double rate) {
        return new StreamChange("more", (before, random) -> () -> {
            float[] row = before.next();
            for (int i = 0; i < features; i++) {
                row[i] += count(rate, random);
            }
            return row;
        });
    }

    /** Arrivals within a unit of time (Knuth). */
    private static int count(double rate, Random random) {
        double end = Math.exp(-rate);
        double product = random.nextDouble();
        int count = 0;
        while (product > end) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }
}
