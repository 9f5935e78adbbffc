package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.LocatedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FittedReferenceTest {
    private static final ThresholdCalibrator CALIBRATION = new ThresholdCalibrator(300, 1);

    @Test
    void sameSeed_sameBaseline_inWhateverOrderTheEventsCome() {
        List<LocatedEvent> events = new GaussianStream(1).events(300, 0);
        List<LocatedEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(2));

        assertThat(learn(shuffled).calibratedReference())
                .isEqualTo(learn(events).calibratedReference());
        assertThat(learn(shuffled).featureMap().fingerprint())
                .isEqualTo(learn(events).featureMap().fingerprint());
    }

    @Test
    void falseAlarms_comeAboutAsRarely_asTheyWereAskedFor() {
        long events = 0;
        long alarms = 0;
        for (long seed = 0; seed < 6; seed++) {
            GaussianStream stream = new GaussianStream(10 + seed);
            FittedReference baseline = learn(stream.events(600, 0));
            SequentialTest test = new SequentialTest(baseline.calibratedReference(), 0);
            for (int event = 0; event < 20_000; event++) {
                events++;
                float[] row = baseline.featureMap().map(stream.row(0));
                if (test.observe(
                        row,
                        event,
                        baseline.calibratedReference(),
                        baseline.featureMap().whitening())) {
                    alarms++;
                    test = new SequentialTest(baseline.calibratedReference(), event);
                }
            }
        }

        assertThat((double) events / alarms).isBetween(0.6 * 300, 1.6 * 300);
    }

    @Test
    void rarerFalseAlarms_needAHigherThreshold() {
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
    void rowsThatRememberTheOnesBefore_areNoticed_andWidenTheLaws() {
        DriftThresholds free = learn(new GaussianStream(3).events(1000, 0))
                .calibratedReference()
                .thresholds();
        DriftThresholds bound = learn(new GaussianStream(3, 0.6).events(1000, 0))
                .calibratedReference()
                .thresholds();

        assertThat(free.autocorrelationTime()).isLessThan(1.5);
        assertThat(bound.autocorrelationTime()).isGreaterThan(2);
        assertThat(bound.levelDistributions().get(3).discrepancy().mean())
                .isGreaterThan(
                        1.5 * free.levelDistributions().get(3).discrepancy().mean());
    }

    @Test
    void eventsThatAreAllTheSame_teachNothing() {
        GaussianStream stream = new GaussianStream(4);
        List<LocatedEvent> same = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            same.add(stream.event(new float[] {1, 2, 3, 4, 5, 6}));
        }

        assertThatThrownBy(() -> learn(same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differ from each other");
    }

    @Test
    void tooFewEvents_areRefused() {
        assertThatThrownBy(() -> learn(new GaussianStream(5).events(FittedReference.MIN_EVENTS - 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 64 events");
    }

    @Test
    void regimeOfIdenticalEvents_keepsTheLawsOfTheSource() {
        GaussianStream stream = new GaussianStream(6);
        FittedReference source = learn(stream.events(300, 0));
        List<LocatedEvent> same = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            same.add(stream.event(new float[] {1, 1, 1, 1, 1, 1}));
        }

        assertThat(source.recalibrate("alert", same).calibratedReference().thresholds())
                .isEqualTo(source.calibratedReference().thresholds());
    }

    @Test
    void wildRowsInTheSource_leaveAFiniteThreshold_thatStillSeesAShift() {
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
        FittedReference baseline = learn(events);
        SequentialTest test = new SequentialTest(baseline.calibratedReference(), 0);
        boolean seen = false;
        for (int event = 0; event < 300; event++) {
            float[] row = stream.row(2);
            row[5] = 3;
            seen |= test.observe(
                    baseline.featureMap().map(row),
                    event,
                    baseline.calibratedReference(),
                    baseline.featureMap().whitening());
        }

        assertThat(baseline.calibratedReference().thresholds().calibration().threshold())
                .isFinite();
        assertThat(seen).isTrue();
    }

    private static FittedReference learn(List<LocatedEvent> events) {
        return FittedReference.fit(events, 64, CALIBRATION, 1);
    }
}
