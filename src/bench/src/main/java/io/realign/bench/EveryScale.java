package io.realign.bench;

import io.realign.alert.Baseline;
import io.realign.alert.Calibration;
import io.realign.alert.SequentialTest;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Realign's own test: structured random features, softly whitened, summed over windows of every scale.
 *
 * @param outputs number of random features
 */
record EveryScale(int outputs) implements SelfCalibrated {
    /** Its scores are parts of the height for this average run length. */
    private static final double ARL = 1000;

    @Override
    public String name() {
        return "Realign";
    }

    @Override
    public Yardstick fit(float[][] reference, long seed) {
        return yardstick(baseline(reference, ARL, seed));
    }

    /** A yardstick whose scores are parts of the height that the baseline has. */
    static Yardstick yardstick(Baseline baseline) {
        return new Test(baseline);
    }

    @Override
    public double threshold(float[][] reference, double arl, long seed) {
        return height(reference, arl, seed) / height(reference, ARL, seed);
    }

    private double height(float[][] reference, double arl, long seed) {
        return baseline(reference, arl, seed).regime().threshold().calibrated().threshold();
    }

    /** What the reference teaches, its rows taken as events in the order of time. */
    Baseline baseline(float[][] reference, double arl, long seed) {
        return Baseline.of(
                IntStream.range(0, reference.length)
                        .mapToObj(i -> event(reference[i], i))
                        .toList(),
                outputs,
                new Calibration(arl, seed),
                seed);
    }

    private static LocatedEvent event(float[] row, long offset) {
        FeatureEvent event = new FeatureEvent(
                Long.toString(offset), "reference", Instant.EPOCH, Tensor.vector(row), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of("reference", 0, offset));
    }

    private static final class Test implements Yardstick {
        private final Baseline baseline;
        private SequentialTest test;
        private long time;

        Test(Baseline baseline) {
            this.baseline = baseline;
            reset();
        }

        @Override
        public double observe(float[] row) {
            test.observe(
                    baseline.map().map(row),
                    time++,
                    baseline.regime(),
                    baseline.map().whitening());
            return test.score(baseline.regime(), baseline.map().whitening());
        }

        @Override
        public final void reset() {
            test = new SequentialTest(baseline.regime(), time);
        }
    }
}
