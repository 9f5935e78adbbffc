package io.realign.lab.detector;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.alert.ThresholdCalibrator;
import io.realign.lab.stream.StreamEvents;
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
    public CalibratedDetector calibrate(float[][] reference, double arl, long seed) {
        FittedReference fitted = fitReference(reference, arl, seed);
        CalibratedThreshold calibration =
                fitted.calibratedReference().thresholds().calibration();
        return new CalibratedDetector(
                new AlarmDetector(fitted),
                0,
                calibration.arl(),
                calibration.promise().holds());
    }

    /** Fits a reference to rows in time order. */
    public FittedReference fitReference(float[][] reference, double arl, long seed) {
        return FittedReference.fit(
                IntStream.range(0, reference.length)
                        .mapToObj(i -> StreamEvents.of("reference", reference[i], i))
                        .toList(),
                randomFeatures,
                new ThresholdCalibrator(arl, seed),
                seed);
    }

    /** Scores every event. */
    private static final class Detector implements OnlineDetector {
        private final Test test;

        Detector(FittedReference reference) {
            test = new Test(reference);
        }

        @Override
        public double observe(float[] row) {
            test.observe(row);
            return test.score();
        }

        @Override
        public void reset() {
            test.reset();
        }
    }

    /** Scores an alarm as 1 and every other event as 0, without the cost of the statistics that raise no alarm. */
    private static final class AlarmDetector implements OnlineDetector {
        private final Test test;

        AlarmDetector(FittedReference reference) {
            test = new Test(reference);
        }

        @Override
        public double observe(float[] row) {
            return test.observe(row) ? 1 : 0;
        }

        @Override
        public void reset() {
            test.restart();
        }
    }

    private static final class Test {
        private final FittedReference reference;
        private final float[] mapped;
        private SequentialTest current;
        private long time;

        Test(FittedReference reference) {
            this.reference = reference;
            this.mapped = new float[reference.featureMap().width()];
            reset();
        }

        /** Returns whether a threshold is exceeded. */
        boolean observe(float[] row) {
            reference.featureMap().map(row, mapped);
            return current.observe(row, mapped, time++, reference.calibratedReference(), reference.featureMap());
        }

        double score() {
            return current.score(
                    reference.calibratedReference(), reference.featureMap().whitening());
        }

        /** Continues the stream, whose autocorrelation is known. */
        void restart() {
            current = current.restarted();
        }

        final void reset() {
            current = new SequentialTest(reference.calibratedReference(), time);
        }
    }
}
