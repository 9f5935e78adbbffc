package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.MixedStream.Change;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTestTest {
    private static final FittedReference FITTED =
            FittedReference.fit(new GaussianStream(1).events(600, 0), 64, new ThresholdCalibrator(300, 1), 1);
    private static final FittedReference MIXED = new MixedStream(1).fit(800, 2000);
    private static final FittedReference WIDE = fitWide();
    private static final CalibratedReference REFERENCE = FITTED.calibratedReference();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.15, 0.5})
    void lazyEvaluation_equalsFullEvaluation(double mean) {
        int suspicions = 0;
        for (long seed = 0; seed < 10; seed++) {
            GaussianStream stream = new GaussianStream(100 + seed);
            suspicions += assertLazyEqualsFull(
                    FITTED,
                    IntStream.range(0, 2000).mapToObj(i -> stream.row(mean)).toList());
        }
        assertThat(suspicions).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void lazyEvaluation_ofAllStatistics_equalsFullEvaluation(Change change) {
        int suspicions = 0;
        for (long seed = 0; seed < 3; seed++) {
            MixedStream stream = new MixedStream(150 + seed);
            List<float[]> rows = new ArrayList<>(stream.rows(2000, Change.NONE).toList());
            rows.addAll(stream.rows(1000, change).toList());
            suspicions += assertLazyEqualsFull(MIXED, rows);
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
        for (FittedReference fitted : List.of(FITTED, MIXED)) {
            SequentialTest straight = new SequentialTest(fitted.calibratedReference(), 0);
            List<float[]> rows = fitted.equals(FITTED) ? gaussianRows() : mixedRows();
            feed(straight, fitted, rows.subList(0, cut));
            SequentialTest restored =
                    SequentialTest.read(new DataInputStream(new ByteArrayInputStream(bytes(straight))));

            assertThat(feed(restored, fitted, rows.subList(cut, 1000)))
                    .isEqualTo(feed(straight, fitted, rows.subList(cut, 1000)))
                    .contains(true);
            assertThat(bytes(restored)).isEqualTo(bytes(straight));
            assertThat(restored.suspicion(fitted.calibratedReference(), fitted.featureMap()))
                    .isEqualTo(straight.suspicion(fitted.calibratedReference(), fitted.featureMap()));
        }
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
                exceeded = observe(test, FITTED, stream.row(event < change ? 0 : 0.8), event) && event >= change;
                event++;
            }
            double delay = event - change;
            double onset =
                    event - test.suspicion(REFERENCE, FITTED.featureMap()).eventsSinceOnset();
            errors.add(Math.abs(onset - change) / delay);
        }
        errors.sort(null);

        assertThat(errors.get(10)).isLessThanOrEqualTo(0.5);
    }

    @Test
    void persistentChange_exceedsAThresholdAtEveryEvent() {
        SequentialTest test = new SequentialTest(REFERENCE, 0);
        GaussianStream stream = new GaussianStream(250);

        List<Boolean> exceeded = feed(
                test,
                FITTED,
                IntStream.range(0, 500).mapToObj(event -> stream.row(1)).toList());

        assertThat(exceeded.subList(0, 4)).contains(false);
        assertThat(exceeded.subList(50, 500)).containsOnly(true);
    }

    @Test
    void exceedance_ends_whenAllWindowsAreQuiet() {
        SequentialTest test = new SequentialTest(MIXED.calibratedReference(), 0);
        MixedStream stream = new MixedStream(251);
        feed(test, MIXED, stream.rows(50, Change.NONE).toList());

        assertThat(feed(test, MIXED, stream.rows(50, Change.ALL_MEANS).toList()))
                .endsWith(true);
        List<Boolean> exceeded = feed(test, MIXED, stream.rows(900, Change.NONE).toList());

        assertThat(exceeded.get(0)).isTrue();
        assertThat(exceeded.subList(600, 900)).filteredOn(each -> each).hasSizeLessThan(5);
    }

    @Test
    void singleOutlier_isNotSuspected() {
        for (FittedReference fitted : List.of(WIDE, MIXED)) {
            CalibratedReference reference = fitted.calibratedReference();
            float[] outlier = new float[fitted.featureMap().inputs()];
            Arrays.fill(outlier, 1e6f);
            SequentialTest test = new SequentialTest(reference, 0);
            List<float[]> quiet =
                    fitted.equals(WIDE) ? wideRows(140) : mixedRows().subList(0, 140);
            feed(test, fitted, quiet.subList(0, 40));

            boolean exceeded = observe(test, fitted, outlier, 40);

            assertThat(exceeded).isFalse();
            assertThat(test.score(reference, fitted.featureMap().whitening())).isLessThan(1);
            assertThat(feed(test, fitted, quiet.subList(40, 140))).containsOnly(false);
        }
    }

    @Test
    void repeatedOutliers_areSuspected() {
        CalibratedReference reference = WIDE.calibratedReference();
        SequentialTest test = new SequentialTest(reference, 0);
        List<float[]> quiet = wideRows(100);
        feed(test, WIDE, quiet.subList(0, 40));
        int event = 40;
        while (!observe(test, WIDE, event % 5 == 0 ? wide(new Random(event), 1e6) : quiet.get(event), event)) {
            event++;
        }

        Suspicion suspicion = test.suspicion(reference, WIDE.featureMap());
        assertThat(event).isBetween(45, 55);
        assertThat(suspicion.score()).isGreaterThanOrEqualTo(1);
        assertThat(suspicion.eventsSinceOnset()).isBetween(2, 30);
    }

    @Test
    void consecutiveOutliers_areSuspectedAtTheSecond() {
        SequentialTest test = new SequentialTest(WIDE.calibratedReference(), 0);
        feed(test, WIDE, wideRows(40));

        assertThat(observe(test, WIDE, wide(new Random(1), 1e6), 40)).isFalse();
        assertThat(observe(test, WIDE, wide(new Random(2), 1e6), 41)).isTrue();

        Suspicion suspicion = test.suspicion(WIDE.calibratedReference(), WIDE.featureMap());
        assertThat(suspicion.score()).isGreaterThan(1);
        assertThat(suspicion.eventsSinceOnset()).isBetween(2, 16);
        assertThat(suspicion.onset()).isBetween(Instant.ofEpochMilli(24_000), Instant.ofEpochMilli(39_000));
    }

    @ParameterizedTest
    @CsvSource({
        "ALL_MEANS, Mean",
        "ONE_MEAN, Feature",
        "SHRUNK, Score",
        "PAIRS, RareEvent",
        "FLAG_RATE, RareEvent",
        "CONSTANT, RareEvent"
    })
    void suspicion_namesAWitnessOfTheChange(Change change, String expected) {
        int named = 0;
        for (long seed = 0; seed < 10; seed++) {
            MixedStream stream = new MixedStream(350 + seed);
            SequentialTest test = new SequentialTest(MIXED.calibratedReference(), 0);
            feed(test, MIXED, stream.rows(64, Change.NONE).toList());
            int event = 64;
            while (!observe(test, MIXED, stream.row(change), event) && event < 1000) {
                event++;
            }
            Witness witness = test.suspicion(MIXED.calibratedReference(), MIXED.featureMap())
                    .witness();
            named += witness.getClass().getSimpleName().equals(expected) ? 1 : 0;
        }
        assertThat(named).isGreaterThan(5);
    }

    @Test
    void widerEvents_typicalityDetectsBeforeDiscrepancy() {
        long byTypicality = 0;
        long byDistance = 0;
        for (long seed = 0; seed < 20; seed++) {
            byTypicality += delay(withOnly(WIDE.calibratedReference(), true), 400 + seed);
            byDistance += delay(withOnly(WIDE.calibratedReference(), false), 400 + seed);
        }

        assertThat(2 * byTypicality).isLessThan(byDistance);
    }

    /** Starts again after each suspicion. Returns the number of suspicions. */
    private static int assertLazyEqualsFull(FittedReference fitted, List<float[]> rows) {
        CalibratedReference reference = fitted.calibratedReference();
        SequentialTest test = new SequentialTest(reference, 0);
        int suspicions = 0;
        for (int event = 0; event < rows.size(); event++) {
            boolean exceeded = observe(test, fitted, rows.get(event), event);
            double score = test.score(reference, fitted.featureMap().whitening());
            assertThat(score > 1).isEqualTo(exceeded);
            if (exceeded) {
                suspicions++;
                test = new SequentialTest(reference, event);
            }
        }
        return suspicions;
    }

    private static int delay(CalibratedReference reference, long seed) {
        SequentialTest test = new SequentialTest(reference, 0);
        Random random = new Random(seed);
        int delay = 0;
        boolean exceeded = false;
        while (!exceeded && delay < 2000) {
            float[] row = wide(random, 1.15);
            exceeded = test.observe(row, WIDE.featureMap().map(row), delay++, reference, WIDE.featureMap());
        }
        return delay;
    }

    private static FittedReference fitWide() {
        GaussianStream events = new GaussianStream(0);
        Random random = new Random(5);
        return FittedReference.fit(
                IntStream.range(0, 600)
                        .mapToObj(i -> events.event(wide(random, 1)))
                        .toList(),
                256,
                new ThresholdCalibrator(300, 1),
                1);
    }

    private static List<float[]> wideRows(int count) {
        Random random = new Random(300);
        return IntStream.range(0, count).mapToObj(i -> wide(random, 1)).toList();
    }

    private static float[] wide(Random random, double deviation) {
        float[] row = new float[24];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (deviation * random.nextGaussian());
        }
        return row;
    }

    /** Returns a reference with the thresholds of a single statistic. */
    private static CalibratedReference withOnly(CalibratedReference reference, boolean typicality) {
        DriftThresholds thresholds = reference.thresholds();
        NullDistribution anything = new NullDistribution(0, 1e9, 0);
        FeatureSums sums = thresholds.featureSums();
        RareEventLimits limits = thresholds.rareEvents();
        Recurrence never = new Recurrence(new int[] {2}, new long[] {0});
        return new CalibratedReference(
                reference.reference(),
                new DriftThresholds(
                        thresholds.calibration(),
                        thresholds.requestedArl(),
                        thresholds.discrepancies().stream()
                                .map(distribution -> typicality ? anything : distribution)
                                .toList(),
                        new ScoreDistributions(
                                thresholds.typicality().ranks(),
                                thresholds.typicality().sums().stream()
                                        .map(distribution -> typicality ? distribution : anything)
                                        .toList()),
                        Optional.empty(),
                        sums.scaleDeviations(new double[sums.count()]),
                        new RareEventLimits(
                                limits.rareValues(),
                                limits.kinds().stream().map(kind -> never).toList()),
                        thresholds.autocorrelationTime(),
                        thresholds.differenceRatio()));
    }

    private static List<float[]> gaussianRows() {
        GaussianStream stream = new GaussianStream(7);
        return IntStream.range(0, 1000)
                .mapToObj(event -> stream.row(event < 600 ? 0 : 0.3))
                .toList();
    }

    private static List<float[]> mixedRows() {
        MixedStream stream = new MixedStream(8);
        List<Change> changes = List.of(Change.values()).subList(1, 7);
        return IntStream.range(0, 1000)
                .mapToObj(event -> stream.row(event < 750 ? Change.NONE : changes.get(event / 50 % 6)))
                .toList();
    }

    private static boolean observe(SequentialTest test, FittedReference fitted, float[] row, int event) {
        return test.observe(
                row, fitted.featureMap().map(row), 1000L * event, fitted.calibratedReference(), fitted.featureMap());
    }

    private static List<Boolean> feed(SequentialTest test, FittedReference fitted, List<float[]> rows) {
        return rows.stream()
                .map(row -> observe(test, fitted, row, (int) test.windows().count()))
                .toList();
    }

    private static byte[] bytes(SequentialTest test) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        test.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
