package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.window.Whitening;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTestTest {
    private static final FittedReference FITTED =
            FittedReference.fit(new GaussianStream(1).events(600, 0), 64, new ThresholdCalibrator(300, 1), 1);
    private static final FittedReference WIDE = fitWide();
    private static final CalibratedReference REFERENCE = FITTED.calibratedReference();
    private static final Whitening WHITENING = FITTED.featureMap().whitening();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.15, 0.5})
    void lazyEvaluation_equalsFullEvaluation(double mean) {
        int suspicions = 0;
        for (long seed = 0; seed < 10; seed++) {
            GaussianStream stream = new GaussianStream(100 + seed);
            SequentialTest test = new SequentialTest(REFERENCE, 0);
            for (int event = 0; event < 2000; event++) {
                boolean exceeded = test.observe(FITTED.featureMap().map(stream.row(mean)), event, REFERENCE, WHITENING);
                assertThat(exceeded).isEqualTo(test.score(REFERENCE, WHITENING) > 1);
                if (exceeded) {
                    suspicions++;
                    test = new SequentialTest(REFERENCE, event);
                }
            }
        }
        assertThat(suspicions).isPositive();
    }

    @Test
    void test_cannotContinue_withOtherThresholds() {
        FittedReference stricter =
                FittedReference.fit(new GaussianStream(1).events(600, 0), 64, new ThresholdCalibrator(3000, 1), 1);

        SequentialTest test = new SequentialTest(REFERENCE, 0);

        assertThat(test.usesReference(REFERENCE)).isTrue();
        assertThat(test.usesReference(stricter.calibratedReference())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 37, 64, 511, 700})
    void restoredTest_continuesIdentically(int cut) throws IOException {
        SequentialTest straight = new SequentialTest(REFERENCE, 0);
        GaussianStream stream = new GaussianStream(7);
        List<float[]> rows = new ArrayList<>();
        for (int event = 0; event < 1000; event++) {
            rows.add(FITTED.featureMap().map(stream.row(event < 600 ? 0 : 0.3)));
        }
        feed(straight, rows.subList(0, cut));
        SequentialTest restored = SequentialTest.read(new DataInputStream(new ByteArrayInputStream(bytes(straight))));

        assertThat(feed(restored, rows.subList(cut, 1000))).isEqualTo(feed(straight, rows.subList(cut, 1000)));
        assertThat(bytes(restored)).isEqualTo(bytes(straight));
    }

    @Test
    void onset_medianErrorIsBelowHalfTheDelay() {
        List<Double> errors = new ArrayList<>();
        for (long seed = 0; seed < 21; seed++) {
            GaussianStream stream = new GaussianStream(200 + seed);
            SequentialTest test = new SequentialTest(REFERENCE, 0);
            int event = 0;
            int change = 150 + (int) seed * 7;
            boolean exceeded = false;
            while (!exceeded) {
                exceeded = test.observe(
                                FITTED.featureMap().map(stream.row(event < change ? 0 : 0.8)),
                                event,
                                REFERENCE,
                                WHITENING)
                        && event >= change;
                event++;
            }
            double delay = event - change;
            double onset = event - test.suspicion(REFERENCE, WHITENING).eventsSinceOnset();
            errors.add(Math.abs(onset - change) / delay);
        }
        errors.sort(null);

        assertThat(errors.get(10)).isLessThanOrEqualTo(0.5);
    }

    @Test
    void singleOutlier_isSuspectedAtOnce() {
        SequentialTest test = new SequentialTest(WIDE.calibratedReference(), 0);
        Random random = new Random(300);
        for (int event = 0; event < 40; event++) {
            test.observe(
                    wide(random, 1),
                    1000L * event,
                    WIDE.calibratedReference(),
                    WIDE.featureMap().whitening());
        }

        boolean exceeded = test.observe(
                wide(random, 1e6),
                40_000,
                WIDE.calibratedReference(),
                WIDE.featureMap().whitening());

        Suspicion suspicion =
                test.suspicion(WIDE.calibratedReference(), WIDE.featureMap().whitening());
        assertThat(exceeded).isTrue();
        assertThat(suspicion.score()).isGreaterThan(1);
        assertThat(suspicion.eventsSinceOnset()).isEqualTo(1);
        assertThat(suspicion.onset()).isEqualTo(Instant.ofEpochMilli(39_000));
    }

    @Test
    void widerEvents_typicalityDetectsBeforeDiscrepancy() {
        long byTypicality = 0;
        long byDistance = 0;
        for (long seed = 0; seed < 20; seed++) {
            byTypicality += delay(WIDE.calibratedReference(), 400 + seed);
            byDistance += delay(blindToTypicality(WIDE.calibratedReference()), 400 + seed);
        }

        assertThat(2 * byTypicality).isLessThan(byDistance);
    }

    private static int delay(CalibratedReference reference, long seed) {
        SequentialTest test = new SequentialTest(reference, 0);
        Random random = new Random(seed);
        int delay = 0;
        boolean exceeded = false;
        while (!exceeded && delay < 2000) {
            exceeded = test.observe(
                    wide(random, 1.15), delay++, reference, WIDE.featureMap().whitening());
        }
        return delay;
    }

    private static FittedReference fitWide() {
        GaussianStream events = new GaussianStream(0);
        Random random = new Random(5);
        return FittedReference.fit(
                IntStream.range(0, 600)
                        .mapToObj(i -> events.event(gaussian(random, 1)))
                        .toList(),
                256,
                new ThresholdCalibrator(300, 1),
                1);
    }

    private static float[] wide(Random random, double deviation) {
        return WIDE.featureMap().map(gaussian(random, deviation));
    }

    private static float[] gaussian(Random random, double deviation) {
        float[] row = new float[24];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (deviation * random.nextGaussian());
        }
        return row;
    }

    private static CalibratedReference blindToTypicality(CalibratedReference reference) {
        DriftThresholds threshold = reference.thresholds();
        NullDistribution anything = new NullDistribution(0, 1e9, 0);
        return new CalibratedReference(
                reference.reference(),
                new DriftThresholds(
                        threshold.calibration(),
                        anything,
                        threshold.levelDistributions().stream()
                                .map(distributions -> new NullDistributions(distributions.discrepancy(), anything))
                                .toList(),
                        threshold.autocorrelationTime()));
    }

    private static List<Boolean> feed(SequentialTest test, List<float[]> rows) {
        List<Boolean> suspicions = new ArrayList<>();
        for (float[] row : rows) {
            suspicions.add(test.observe(row, suspicions.size(), REFERENCE, WHITENING));
        }
        return suspicions;
    }

    private static byte[] bytes(SequentialTest test) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        test.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
