package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.alpha.TrainingSignals;
import io.realign.learning.input.SourceRows;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.OutputLoss;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.StepOptions;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlphaMonitorTest {
    /** Predicts class 1 if the first feature exceeds a threshold, and shifts the embedding of the target. */
    private static final class ThresholdLearner implements Learner {
        private float threshold;
        private float shift;

        @Override
        public Losses step(TrainingBatch batch, StepOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double step(float[][] source, float[][] target, OutputLoss loss, StepOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ModelOutputs predict(float[][] rows, boolean useTargetStatistics) {
            return new ModelOutputs(
                    Stream.of(rows)
                            .map(row -> row[0] > threshold ? new float[] {0, 1} : new float[] {1, 0})
                            .toArray(float[][]::new),
                    Stream.of(rows)
                            .map(row -> new float[] {row[0] + (useTargetStatistics ? shift : 0), row[1]})
                            .toArray(float[][]::new));
        }

        @Override
        public LearnerSnapshot snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static final SourceRows HOLD_OUT = rows(100, 3);
    private final ThresholdLearner learner = new ThresholdLearner();

    /** The label is 1 if the first feature is positive. */
    private static SourceRows rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][2];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row][0] = (float) random.nextGaussian();
            rows[row][1] = (float) random.nextGaussian();
            labels[row] = rows[row][0] > 0 ? 1 : 0;
        }
        return new SourceRows(rows, labels, 2);
    }

    private AlphaMonitor monitor(SourceRows holdOut) {
        return new AlphaMonitor(
                learner, rows(400, 1).features(), holdOut, rows(400, 2).features(), 1);
    }

    @Test
    void unchangedLearner_hasNoChange() {
        TrainingSignals signals = monitor(HOLD_OUT).measure(learner, .25, .6);

        assertThat(signals)
                .returns(.25, TrainingSignals::progress)
                .returns(.6, TrainingSignals::domainAccuracy)
                .returns(0.0, TrainingSignals::holdOutChange)
                .returns(0.0, TrainingSignals::classShareChange);
    }

    @Test
    void holdOutAccuracyDrop_isMeasured() {
        AlphaMonitor monitor = monitor(HOLD_OUT);
        learner.threshold = Float.POSITIVE_INFINITY;

        double ones = Stream.of(HOLD_OUT.features()).filter(row -> row[0] > 0).count();
        assertThat(monitor.measure(learner, 0, .5).holdOutChange()).isCloseTo(-ones / HOLD_OUT.size(), within(1e-12));
    }

    @Test
    void classShareShift_isMeasured() {
        AlphaMonitor monitor = monitor(HOLD_OUT);
        learner.threshold = Float.POSITIVE_INFINITY;

        assertThat(monitor.measure(learner, 0, .5).classShareChange()).isBetween(.4, .6);
    }

    @Test
    void withoutHoldOut_changeIsZero() {
        AlphaMonitor monitor = monitor(new SourceRows(new float[0][], new int[0], 2));
        learner.threshold = Float.POSITIVE_INFINITY;

        assertThat(monitor.measure(learner, 0, .5).holdOutChange()).isZero();
    }

    @Test
    void drift_decreasesWithTheShiftOfTheEmbedding() {
        learner.shift = 2;
        AlphaMonitor monitor = monitor(HOLD_OUT);

        double shifted = monitor.measure(learner, 0, .5).drift();
        learner.shift = 0;
        double aligned = monitor.measure(learner, 0, .5).drift();

        assertThat(shifted).isGreaterThan(10 * monitor.criticalDrift());
        assertThat(aligned).isLessThan(monitor.criticalDrift());
    }

    @Test
    void sameSeed_measuresTheSame() {
        learner.shift = 1;

        assertThat(monitor(HOLD_OUT).measure(learner, 0, .5))
                .isEqualTo(monitor(HOLD_OUT).measure(learner, 0, .5));
    }
}
