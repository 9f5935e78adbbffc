package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.LocatedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FittedReferenceTest {
    private static final ThresholdCalibrator CALIBRATION = new ThresholdCalibrator(300, 1);

    @Test
    void fit_anyOrder_givesSameReference() {
        List<LocatedEvent> events = new GaussianStream(1).events(300, 0);
        List<LocatedEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(2));

        assertThat(fit(shuffled).calibratedReference()).isEqualTo(fit(events).calibratedReference());
        assertThat(fit(shuffled).featureMap().fingerprint())
                .isEqualTo(fit(events).featureMap().fingerprint());
    }

    @Test
    void observedRunLength_matchesArl() {
        long events = 0;
        long suspicions = 0;
        for (long seed = 0; seed < 6; seed++) {
            GaussianStream stream = new GaussianStream(10 + seed);
            FittedReference fitted = fit(stream.events(600, 0));
            SequentialTest test = new SequentialTest(fitted.calibratedReference(), 0);
            for (int event = 0; event < 20_000; event++) {
                events++;
                float[] row = fitted.featureMap().map(stream.row(0));
                if (test.observe(
                        row,
                        event,
                        fitted.calibratedReference(),
                        fitted.featureMap().whitening())) {
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
        List<LocatedEvent> events = new GaussianStream(1).events(600, 0);
        double before = 0;
        for (double arl : new double[] {100, 1000, 10_000, 1e6, 1e9}) {
            CalibratedThreshold calibrated = FittedReference.fit(events, 64, new ThresholdCalibrator(arl, 1), 1)
                    .calibratedReference()
                    .thresholds()
                    .calibration();
            assertThat(calibrated.threshold()).isGreaterThan(before).isLessThan(12);
            assertThat(calibrated.standardError()).isPositive();
            before = calibrated.threshold();
        }
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
        assertThat(autocorrelated.levelDistributions().get(3).discrepancy().mean())
                .isGreaterThan(1.5
                        * independent.levelDistributions().get(3).discrepancy().mean());
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
                .hasMessageContaining("expected at least 64 events");
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
        boolean embeddings = false;
        for (int event = 0; event < 300; event++) {
            float[] row = stream.row(2);
            row[5] = 3;
            embeddings |= test.observe(
                    fitted.featureMap().map(row),
                    event,
                    fitted.calibratedReference(),
                    fitted.featureMap().whitening());
        }

        assertThat(fitted.calibratedReference().thresholds().calibration().threshold())
                .isFinite();
        assertThat(embeddings).isTrue();
    }

    private static FittedReference fit(List<LocatedEvent> events) {
        return FittedReference.fit(events, 64, CALIBRATION, 1);
    }
}
