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
 * The detector of Realign: whitened structured random features, summed over windows whose lengths are powers of two.
 *
 * @param randomFeatures number of random features
 */
public record DyadicMmd(int randomFeatures) implements SelfCalibratingMethod {
    /** Scores are relative to the threshold with this average run length, independently of the requested one. */
    private static final double ARL = 1000;

    @Override
    public String name() {
        return "Realign";
    }

    @Override
    public OnlineDetector fit(float[][] reference, long seed) {
        return detector(fitReference(reference, ARL, seed));
    }

    /** Creates a detector whose scores are relative to the calibrated threshold of a reference. */
    public static OnlineDetector detector(FittedReference reference) {
        return new Detector(reference);
    }

    @Override
    public double threshold(float[][] reference, double arl, long seed) {
        return calibratedThreshold(reference, arl, seed) / calibratedThreshold(reference, ARL, seed);
    }

    private double calibratedThreshold(float[][] reference, double arl, long seed) {
        return fitReference(reference, arl, seed)
                .calibratedReference()
                .thresholds()
                .calibration()
                .threshold();
    }

    /** Fits a reference to rows in time order. */
    public FittedReference fitReference(float[][] reference, double arl, long seed) {
        return FittedReference.fit(
                IntStream.range(0, reference.length)
                        .mapToObj(i -> event(reference[i], i))
                        .toList(),
                randomFeatures,
                new ThresholdCalibrator(arl, seed),
                seed);
    }

    private static LocatedEvent event(float[] row, long offset) {
        FeatureEvent event = new FeatureEvent(
                Long.toString(offset), "reference", Instant.EPOCH, Tensor.vector(row), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of("reference", 0, offset));
    }

    private static final class Detector implements OnlineDetector {
        private final FittedReference reference;
        private SequentialTest test;
        private long time;

        Detector(FittedReference reference) {
            this.reference = reference;
            reset();
        }

        @Override
        public double observe(float[] row) {
            test.observe(
                    row,
                    reference.featureMap().map(row),
                    time++,
                    reference.calibratedReference(),
                    reference.featureMap());
            return test.score(
                    reference.calibratedReference(), reference.featureMap().whitening());
        }

        @Override
        public final void reset() {
            test = new SequentialTest(reference.calibratedReference(), time);
        }
    }
}
