package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.window.FeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FittedReferenceTest {
    private static final ThresholdCalibrator CALIBRATION = new ThresholdCalibrator(300, 1);

    @Test
    void fit_anyOrder_givesSameReference() {
        List<LocatedEvent> events = new GaussianStream(1).events(300, 0);
        List<LocatedEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(2));

        FittedReference inOrder = fit(events);
        FittedReference inAnyOrder = fit(shuffled);

        assertThat(inAnyOrder.calibratedReference()).isEqualTo(inOrder.calibratedReference());
        assertThat(inAnyOrder.featureMap().fingerprint())
                .isEqualTo(inOrder.featureMap().fingerprint());
    }

    @Test
    void observedRunLength_matchesArl() {
        long events = 0;
        long suspicions = 0;
        for (long seed = 0; seed < 3; seed++) {
            GaussianStream stream = new GaussianStream(10 + seed);
            FittedReference fitted = fit(stream.events(600, 0));
            SequentialTest test = new SequentialTest(fitted.calibratedReference(), 0);
            for (int event = 0; event < 20_000; event++) {
                events++;
                if (observe(test, fitted, stream.row(0), event)) {
                    suspicions++;
                    test = new SequentialTest(fitted.calibratedReference(), event);
                }
            }
        }

        assertThat((double) events / suspicions).isBetween(0.6 * 300, 1.6 * 300);
    }

    @Test
    void fit_ends_whenItsThreadIsInterrupted() {
        List<LocatedEvent> events = new GaussianStream(1).events(300, 0);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> fit(events)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void largerArl_givesHigherThreshold() {
        List<LocatedEvent> events = new GaussianStream(1).events(300, 0);
        double before = 0;
        for (double arl : new double[] {100, 600, 3000}) {
            CalibratedThreshold calibrated = fit(events, arl).calibration();
            assertThat(calibrated.arl()).isEqualTo(arl);
            assertThat(calibrated.threshold()).isGreaterThan(before).isLessThan(12);
            assertThat(calibrated.standardError()).isPositive();
            before = calibrated.threshold();
        }
    }

    @Test
    void arlAboveTenPerEvent_isCalibratedToThatOfTheReference() {
        List<LocatedEvent> events = new GaussianStream(1).events(300, 0);

        DriftThresholds promised = fit(events, 3000);
        DriftThresholds declined = fit(events, 1e9);

        assertThat(declined.calibration()).isEqualTo(promised.calibration());
        assertThat(declined.calibration().arl()).isEqualTo(3000);
        assertThat(promised.requestedArl()).isEqualTo(3000);
        assertThat(declined.requestedArl()).isEqualTo(1e9);
        assertThat(promised.requestedArlScore()).isEqualTo(1);
        double threshold = declined.calibration().threshold();
        assertThat(Math.pow(declined.requestedArlScore() * threshold, 2))
                .isCloseTo(threshold * threshold + 2 * Math.log(1e9 / 3000), within(1e-9));
    }

    @Test
    void recalibrate_largerReference_returnsToTheRequestedArl() {
        GaussianStream stream = new GaussianStream(8);
        FittedReference small = FittedReference.fit(stream.events(100, 0), 64, new ThresholdCalibrator(5000, 1), 1);

        DriftThresholds recalibrated = small.recalibrate("alert", stream.events(600, 0))
                .calibratedReference()
                .thresholds();

        assertThat(small.calibratedReference().thresholds().calibration().arl()).isEqualTo(1000);
        assertThat(recalibrated.calibration().arl()).isEqualTo(5000);
    }

    @Test
    void autocorrelatedRows_widenNullDistributions() {
        DriftThresholds independent =
                fit(new GaussianStream(3).events(1000, 0)).calibratedReference().thresholds();
        DriftThresholds autocorrelated = fit(new GaussianStream(3, 0.6).events(1000, 0))
                .calibratedReference()
                .thresholds();

        assertThat(independent.autocorrelationTime()).isLessThan(1.5);
        assertThat(autocorrelated.autocorrelationTime()).isGreaterThan(2);
        assertThat(autocorrelated.discrepancies().get(3).mean())
                .isGreaterThan(1.5 * independent.discrepancies().get(3).mean());
        assertThat(autocorrelated.typicality().sums().get(4).deviation())
                .isGreaterThan(1.1 * independent.typicality().sums().get(4).deviation());
        assertThat(autocorrelated.featureSums().deviations()[0])
                .isGreaterThan(1.5f * independent.featureSums().deviations()[0]);
    }

    @Test
    void fit_interleavedDomains_measuresTheAutocorrelationOfEach() {
        List<GaussianStream> domains =
                IntStream.range(0, 10).mapToObj(i -> new GaussianStream(i, 0.6)).toList();
        List<LocatedEvent> events = new ArrayList<>();
        for (int offset = 0; offset < 1000; offset++) {
            GaussianStream domain = domains.get(offset % 10);
            events.add(new LocatedEvent(
                    new FeatureEvent(
                            "e" + offset,
                            "domain-" + offset % 10,
                            GaussianStream.START.plusSeconds(offset),
                            Tensor.vector(domain.row(0)),
                            Optional.empty()),
                    OffsetRange.of("source.events", 0, offset)));
        }

        assertThat(fit(events).calibratedReference().thresholds().autocorrelationTime())
                .isGreaterThan(2);
    }

    @Test
    void fit_equalEvents_throws() {
        GaussianStream stream = new GaussianStream(4);
        List<LocatedEvent> equal = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            equal.add(stream.event(new float[] {1, 2, 3, 4, 5, 6}));
        }

        assertThatThrownBy(() -> fit(equal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differ from each other");
    }

    @Test
    void fit_tooFewEvents_throws() {
        assertThatThrownBy(() -> fit(new GaussianStream(5).events(FittedReference.MIN_EVENTS - 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least %d events", FittedReference.MIN_EVENTS);
    }

    @Test
    void recalibrate_equalEvents_keepsThresholds() {
        GaussianStream stream = new GaussianStream(6);
        FittedReference source = fit(stream.events(300, 0));
        List<LocatedEvent> equal = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            equal.add(stream.event(new float[] {1, 1, 1, 1, 1, 1}));
        }

        assertThat(source.recalibrate("alert", equal).calibratedReference().thresholds())
                .isEqualTo(source.calibratedReference().thresholds());
    }

    @Test
    void fit_outliersInSource_stillDetectsDrift() {
        GaussianStream stream = new GaussianStream(7);
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            float[] row = stream.row(0);
            if (i % 20 == 0) {
                Arrays.fill(row, 1e30f);
            }
            row[5] = 3;
            events.add(stream.event(row));
        }
        FittedReference fitted = fit(events);
        SequentialTest test = new SequentialTest(fitted.calibratedReference(), 0);
        boolean detected = false;
        for (int event = 0; event < 300; event++) {
            float[] row = stream.row(2);
            row[5] = 3;
            detected |= observe(test, fitted, row, event);
        }

        assertThat(fitted.calibratedReference().thresholds().calibration().threshold())
                .isFinite();
        assertThat(detected).isTrue();
    }

    private static boolean observe(SequentialTest test, FittedReference fitted, float[] raw, long time) {
        FeatureMap map = fitted.featureMap();
        return test.observe(raw, map.map(raw), time, fitted.calibratedReference(), map);
    }

    private static DriftThresholds fit(List<LocatedEvent> events, double arl) {
        return FittedReference.fit(events, 64, new ThresholdCalibrator(arl, 1), 1)
                .calibratedReference()
                .thresholds();
    }

    private static FittedReference fit(List<LocatedEvent> events) {
        return FittedReference.fit(events, 64, CALIBRATION, 1);
    }
}
