package io.realign.lab.speed;

import io.realign.alert.FittedReference;
import io.realign.lab.detector.DyadicMmd;
import java.util.Random;

/** Distribution of the rows of a benchmark. */
enum BenchmarkSource {
    /** Independent features; whitening has no effect. */
    UNCORRELATED(0),
    /** Each feature is correlated with the previous one, so that few directions have most of the variance. */
    CORRELATED(0.95);

    private static final double ARL = 1_000_000;

    private final double correlation;

    BenchmarkSource(double correlation) {
        this.correlation = correlation;
    }

    float[][] rows(int count, int width, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            double value = random.nextGaussian();
            for (int i = 0; i < width; i++) {
                value = correlation * value + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
                row[i] = (float) value;
            }
        }
        return rows;
    }

    FittedReference fitReference(float[][] rows, int randomFeatures) {
        return new DyadicMmd(randomFeatures).fitReference(rows, ARL, 1);
    }
}
