package io.realign.lab.detector;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.alert.ThresholdCalibrator;
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
public record DyadicMmd(int outputs) implements SelfCalibratingMethod {
    /** Its scores are parts of the height for this average run length. */
    private static final double ARL = 1000;

    @Override
    public String name() {
        return "Realign";
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        return detector(baseline(reference, ARL, seed));
    }

    /** A detector whose scores are parts of the height that the baseline has. */
    public static OnlineDetector detector(FittedReference baseline) {
        return new Detector(baseline);
    }

    @Override
    public double threshold(float[][] reference, double arl, long seed) {
        return height(reference, arl, seed) / height(reference, ARL, seed);
    }

    private double height(float[][] reference, double arl, long seed) {
        return baseline(reference, arl, seed)
                .calibratedReference()
                .thresholds()
                .calibration()
                .threshold();
    }

    /** What the reference teaches, its rows taken as events in the order of time. */
    public FittedReference baseline(float[][] reference, double arl, long seed) {
        return FittedReference.fit(
                IntStream.range(0, reference.length)
                        .mapToObj(i -> event(reference[i], i))
                        .toList(),
                outputs,
                new ThresholdCalibrator(arl, seed),
                seed);
    }

    private static LocatedEvent event(float[] row, long offset) {
        FeatureEvent event = new FeatureEvent(
                Long.toString(offset), "reference", Instant.EPOCH, Tensor.vector(row), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of("reference", 0, offset));
    }

    private static final class Detector implements OnlineDetector {
        private final FittedReference baseline;
        private SequentialTest test;
        private long time;

        Detector(FittedReference baseline) {
            this.baseline = baseline;
            reset();
        }

        @Override
        public double observe(float[] row) {
            test.observe(
                    baseline.featureMap().map(row),
                    time++,
                    baseline.calibratedReference(),
                    baseline.featureMap().whitening());
            return test.score(
                    baseline.calibratedReference(), baseline.featureMap().whitening());
        }

        @Override
        public final void reset() {
            test = new SequentialTest(baseline.calibratedReference(), time);
        }
    }
}
