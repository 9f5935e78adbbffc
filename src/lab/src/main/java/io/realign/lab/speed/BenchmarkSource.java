package io.realign.lab.speed;

import io.realign.alert.FittedReference;
import io.realign.lab.detector.DyadicMmd;
import java.util.Random;

/** What the source of a benchmark looks like. */
enum BenchmarkSource {
    /** Independent features: nothing to whiten. */
    FLAT(0),
    /** Every feature follows the one before it: a few directions hold most of the variance. */
    CONCENTRATED(0.95);

    private static final double ARL = 1_000_000;

    private final double coefficient;

    BenchmarkSource(double coefficient) {
        this.coefficient = coefficient;
    }

    float[][] rows(int count, int width, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            double before = random.nextGaussian();
            for (int i = 0; i < width; i++) {
                before = coefficient * before + Math.sqrt(1 - coefficient * coefficient) * random.nextGaussian();
                row[i] = (float) before;
            }
        }
        return rows;
    }

    FittedReference baseline(float[][] rows, int outputs) {
        return new DyadicMmd(outputs).baseline(rows, ARL, 1);
    }
}
