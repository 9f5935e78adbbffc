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
    private static final FittedReference BASELINE =
            FittedReference.fit(new GaussianStream(1).events(600, 0), 64, new ThresholdCalibrator(300, 1), 1);
    private static final FittedReference WIDE = learnWide();
    private static final CalibratedReference REGIME = BASELINE.calibratedReference();
    private static final Whitening WHITENING = BASELINE.featureMap().whitening();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.15, 0.5})
    void lookingLazily_findsExactlyWhatLookingAlwaysFinds(double mean) {
        int alarms = 0;
        for (long seed = 0; seed < 10; seed++) {
            GaussianStream stream = new GaussianStream(100 + seed);
            SequentialTest test = new SequentialTest(REGIME, 0);
            for (int event = 0; event < 2000; event++) {
                boolean over = test.observe(BASELINE.featureMap().map(stream.row(mean)), event, REGIME, WHITENING);
                assertThat(over).isEqualTo(test.score(REGIME, WHITENING) > 1);
                if (over) {
                    alarms++;
                    test = new SequentialTest(REGIME, event);
                }
            }
        }
        assertThat(alarms).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 37, 64, 511, 700})
    void restored_raisesTheSameAlarms_andComesToTheSameBytes(int cut) throws IOException {
        SequentialTest straight = new SequentialTest(REGIME, 0);
        GaussianStream stream = new GaussianStream(7);
        List<float[]> rows = new ArrayList<>();
        for (int event = 0; event < 1000; event++) {
            rows.add(BASELINE.featureMap().map(stream.row(event < 600 ? 0 : 0.3)));
        }
        feed(straight, rows.subList(0, cut));
        SequentialTest restored = SequentialTest.read(new DataInputStream(new ByteArrayInputStream(bytes(straight))));

        assertThat(feed(restored, rows.subList(cut, 1000))).isEqualTo(feed(straight, rows.subList(cut, 1000)));
        assertThat(bytes(restored)).isEqualTo(bytes(straight));
    }

    @Test
    void onset_isAsNearTheChange_asHalfTheDelay_inTheMedian() {
        List<Double> errors = new ArrayList<>();
        for (long seed = 0; seed < 21; seed++) {
            GaussianStream stream = new GaussianStream(200 + seed);
            SequentialTest test = new SequentialTest(REGIME, 0);
            int event = 0;
            int change = 150 + (int) seed * 7;
            boolean over = false;
            while (!over) {
                over = test.observe(
                                BASELINE.featureMap().map(stream.row(event < change ? 0 : 0.8)),
                                event,
                                REGIME,
                                WHITENING)
                        && event >= change;
                event++;
            }
            double delay = event - change;
            double onset = event - test.suspicion(REGIME, WHITENING).length();
            errors.add(Math.abs(onset - change) / delay);
        }
        errors.sort(null);

        assertThat(errors.get(10)).isLessThanOrEqualTo(0.5);
    }

    @Test
    void oneEventFarFromAll_standsOutAtOnce_andTheChangeBeginsWithIt() {
        SequentialTest test = new SequentialTest(WIDE.calibratedReference(), 0);
        Random random = new Random(300);
        for (int event = 0; event < 40; event++) {
            test.observe(
                    wide(random, 1),
                    1000L * event,
                    WIDE.calibratedReference(),
                    WIDE.featureMap().whitening());
        }

        boolean over = test.observe(
                wide(random, 1e6),
                40_000,
                WIDE.calibratedReference(),
                WIDE.featureMap().whitening());

        Suspicion alarm =
                test.suspicion(WIDE.calibratedReference(), WIDE.featureMap().whitening());
        assertThat(over).isTrue();
        assertThat(alarm.score()).isGreaterThan(1);
        assertThat(alarm.length()).isEqualTo(1);
        assertThat(alarm.onset()).isEqualTo(Instant.ofEpochMilli(39_000));
    }

    @Test
    void widerEvents_areSeenByTheirTypicality_longBeforeTheirDistance() {
        long byTypicality = 0;
        long byDistance = 0;
        for (long seed = 0; seed < 20; seed++) {
            byTypicality += delay(WIDE.calibratedReference(), 400 + seed);
            byDistance += delay(blindToTypicality(WIDE.calibratedReference()), 400 + seed);
        }

        assertThat(2 * byTypicality).isLessThan(byDistance);
    }

    private static int delay(CalibratedReference regime, long seed) {
        SequentialTest test = new SequentialTest(regime, 0);
        Random random = new Random(seed);
        int delay = 0;
        boolean over = false;
        while (!over && delay < 2000) {
            over = test.observe(
                    wide(random, 1.15), delay++, regime, WIDE.featureMap().whitening());
        }
        return delay;
    }

    private static FittedReference learnWide() {
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

    private static CalibratedReference blindToTypicality(CalibratedReference regime) {
        DriftThresholds threshold = regime.thresholds();
        NullDistribution anything = new NullDistribution(0, 1e9, 0);
        return new CalibratedReference(
                regime.reference(),
                new DriftThresholds(
                        threshold.calibration(),
                        anything,
                        threshold.levelDistributions().stream()
                                .map(laws -> new NullDistributions(laws.discrepancy(), anything))
                                .toList(),
                        threshold.autocorrelationTime()));
    }

    private static List<Boolean> feed(SequentialTest test, List<float[]> rows) {
        List<Boolean> alarms = new ArrayList<>();
        for (float[] row : rows) {
            alarms.add(test.observe(row, alarms.size(), REGIME, WHITENING));
        }
        return alarms;
    }

    private static byte[] bytes(SequentialTest test) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        test.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
