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
    private static final Baseline BASELINE = Baseline.of(new Streams(1).events(600, 0), 64, new Calibration(300, 1), 1);
    private static final Baseline WIDE = learnWide();
    private static final Regime REGIME = BASELINE.regime();
    private static final Whitening WHITENING = BASELINE.map().whitening();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.15, 0.5})
    void lookingLazily_findsExactlyWhatLookingAlwaysFinds(double mean) {
        int alarms = 0;
        for (long seed = 0; seed < 10; seed++) {
            Streams stream = new Streams(100 + seed);
            SequentialTest test = new SequentialTest(REGIME, 0);
            for (int event = 0; event < 2000; event++) {
                boolean over = test.observe(BASELINE.map().map(stream.row(mean)), event, REGIME, WHITENING);
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
        Streams stream = new Streams(7);
        List<float[]> rows = new ArrayList<>();
        for (int event = 0; event < 1000; event++) {
            rows.add(BASELINE.map().map(stream.row(event < 600 ? 0 : 0.3)));
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
            Streams stream = new Streams(200 + seed);
            SequentialTest test = new SequentialTest(REGIME, 0);
            int event = 0;
            int change = 150 + (int) seed * 7;
            boolean over = false;
            while (!over) {
                over = test.observe(BASELINE.map().map(stream.row(event < change ? 0 : 0.8)), event, REGIME, WHITENING)
                        && event >= change;
                event++;
            }
            double delay = event - change;
            double onset = event - test.alarm(REGIME, WHITENING).length();
            errors.add(Math.abs(onset - change) / delay);
        }
        errors.sort(null);

        assertThat(errors.get(10)).isLessThanOrEqualTo(0.5);
    }

    @Test
    void oneEventFarFromAll_standsOutAtOnce_andTheChangeBeginsWithIt() {
        SequentialTest test = new SequentialTest(WIDE.regime(), 0);
        Random random = new Random(300);
        for (int event = 0; event < 40; event++) {
            test.observe(
                    wide(random, 1), 1000L * event, WIDE.regime(), WIDE.map().whitening());
        }

        boolean over = test.observe(
                wide(random, 1e6), 40_000, WIDE.regime(), WIDE.map().whitening());

        Alarm alarm = test.alarm(WIDE.regime(), WIDE.map().whitening());
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
            byTypicality += delay(WIDE.regime(), 400 + seed);
            byDistance += delay(blindToTypicality(WIDE.regime()), 400 + seed);
        }

        assertThat(2 * byTypicality).isLessThan(byDistance);
    }

    private static int delay(Regime regime, long seed) {
        SequentialTest test = new SequentialTest(regime, 0);
        Random random = new Random(seed);
        int delay = 0;
        boolean over = false;
        while (!over && delay < 2000) {
            over = test.observe(wide(random, 1.15), delay++, regime, WIDE.map().whitening());
        }
        return delay;
    }

    private static Baseline learnWide() {
        Streams events = new Streams(0);
        Random random = new Random(5);
        return Baseline.of(
                IntStream.range(0, 600)
                        .mapToObj(i -> events.event(gaussian(random, 1)))
                        .toList(),
                256,
                new Calibration(300, 1),
                1);
    }

    private static float[] wide(Random random, double deviation) {
        return WIDE.map().map(gaussian(random, deviation));
    }

    private static float[] gaussian(Random random, double deviation) {
        float[] row = new float[24];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (deviation * random.nextGaussian());
        }
        return row;
    }

    private static Regime blindToTypicality(Regime regime) {
        Threshold threshold = regime.threshold();
        Law anything = new Law(0, 1e9, 0);
        return new Regime(
                regime.reference(),
                new Threshold(
                        threshold.calibrated(),
                        anything,
                        threshold.levels().stream()
                                .map(laws -> new Laws(laws.discrepancy(), anything))
                                .toList(),
                        threshold.correlation()));
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
