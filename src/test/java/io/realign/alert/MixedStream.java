package io.realign.alert;

import io.realign.event.LocatedEvent;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A seeded stream of rows with two pairs of correlated features, a skewed feature, an independent one, one with a rare
 * value and a constant one.
 */
final class MixedStream {
    static final int INDEPENDENT = 5;
    static final int FLAG = 6;
    static final int CONSTANT = 7;
    static final int WIDTH = 8;

    private static final double CORRELATION = 0.95;
    private static final double FLAG_RATE = 0.02;

    enum Change {
        NONE,
        ALL_MEANS,
        ONE_MEAN,
        SHRUNK,
        PAIRS,
        FLAG_RATE,
        CONSTANT
    }

    private final Random random;

    MixedStream(long seed) {
        this.random = new Random(seed);
    }

    /** Fits a reference to this stream. */
    FittedReference fit(int count, double arl) {
        GaussianStream events = new GaussianStream(0);
        List<LocatedEvent> source = rows(count, Change.NONE).map(events::event).toList();
        return FittedReference.fit(source, 64, new ThresholdCalibrator(arl, 1), 1);
    }

    Stream<float[]> rows(int count, Change change) {
        return IntStream.range(0, count).mapToObj(i -> row(change));
    }

    float[] row(Change change) {
        float[] row = new float[WIDTH];
        double shift = change == Change.ALL_MEANS ? 1 : 0;
        double scale = change == Change.SHRUNK ? 0.4 : 1;
        double correlation = change == Change.PAIRS ? -CORRELATION : CORRELATION;
        for (int pair = 0; pair < 4; pair += 2) {
            double first = random.nextGaussian();
            double other = correlation * first + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
            row[pair] = (float) (scale * first + shift);
            row[pair + 1] = (float) (scale * other + shift);
        }
        row[4] = (float) (-scale * Math.log(1 - random.nextDouble()) + shift);
        row[INDEPENDENT] = (float) (scale * random.nextGaussian() + shift + (change == Change.ONE_MEAN ? 1.5 : 0));
        row[FLAG] = random.nextDouble() < (change == Change.FLAG_RATE ? 20 : 1) * FLAG_RATE ? 1 : 0;
        row[CONSTANT] = change == Change.CONSTANT && random.nextInt(4) == 0 ? 3.01f : 3;
        return row;
    }
}
