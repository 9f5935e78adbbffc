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

class BaselineTest {
    private static final Calibration CALIBRATION = new Calibration(300, 1);

    @Test
    void sameSeed_sameBaseline_inWhateverOrderTheEventsCome() {
        List<LocatedEvent> events = new Streams(1).events(300, 0);
        List<LocatedEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(2));

        assertThat(learn(shuffled).regime()).isEqualTo(learn(events).regime());
        assertThat(learn(shuffled).map().identity())
                .isEqualTo(learn(events).map().identity());
    }

    @Test
    void falseAlarms_comeAboutAsRarely_asTheyWereAskedFor() {
        long events = 0;
        long alarms = 0;
        for (long seed = 0; seed < 6; seed++) {
            Streams stream = new Streams(10 + seed);
            Baseline baseline = learn(stream.events(600, 0));
            SequentialTest test = new SequentialTest(baseline.regime(), 0);
            for (int event = 0; event < 20_000; event++) {
                events++;
                float[] row = baseline.map().map(stream.row(0));
                if (test.observe(row, event, baseline.regime(), baseline.map().whitening())) {
                    alarms++;
                    test = new SequentialTest(baseline.regime(), event);
                }
            }
        }

        assertThat((double) events / alarms).isBetween(0.6 * 300, 1.6 * 300);
    }

    @Test
    void rarerFalseAlarms_needAHigherThreshold() {
        List<LocatedEvent> events = new Streams(1).events(600, 0);
        double before = 0;
        for (double arl : new double[] {100, 1000, 10_000, 1e6, 1e9}) {
            Calibrated calibrated = Baseline.of(events, 64, new Calibration(arl, 1), 1)
                    .regime()
                    .threshold()
                    .calibrated();
            assertThat(calibrated.threshold()).isGreaterThan(before).isLessThan(12);
            assertThat(calibrated.standardError()).isPositive();
            before = calibrated.threshold();
        }
    }

    @Test
    void rowsThatRememberTheOnesBefore_areNoticed_andWidenTheLaws() {
        Threshold free = learn(new Streams(3).events(1000, 0)).regime().threshold();
        Threshold bound = learn(new Streams(3, 0.6).events(1000, 0)).regime().threshold();

        assertThat(free.correlation()).isLessThan(1.5);
        assertThat(bound.correlation()).isGreaterThan(2);
        assertThat(bound.levels().get(3).discrepancy().mean())
                .isGreaterThan(1.5 * free.levels().get(3).discrepancy().mean());
    }

    @Test
    void eventsThatAreAllTheSame_teachNothing() {
        Streams stream = new Streams(4);
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
        assertThatThrownBy(() -> learn(new Streams(5).events(Baseline.FEWEST_EVENTS - 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 64 events");
    }

    @Test
    void regimeOfIdenticalEvents_keepsTheLawsOfTheSource() {
        Streams stream = new Streams(6);
        Baseline source = learn(stream.events(300, 0));
        List<LocatedEvent> same = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            same.add(stream.event(new float[] {1, 1, 1, 1, 1, 1}));
        }

        assertThat(source.at("alert", same).regime().threshold())
                .isEqualTo(source.regime().threshold());
    }

    @Test
    void wildRowsInTheSource_leaveAFiniteThreshold_thatStillSeesAShift() {
        Streams stream = new Streams(7);
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            float[] row = stream.row(0);
            if (i % 20 == 0) {
                Arrays.fill(row, 1e30f);
            }
            row[5] = 3;
            events.add(stream.event(row));
        }
        Baseline baseline = learn(events);
        SequentialTest test = new SequentialTest(baseline.regime(), 0);
        boolean seen = false;
        for (int event = 0; event < 300; event++) {
            float[] row = stream.row(2);
            row[5] = 3;
            seen |= test.observe(
                    baseline.map().map(row),
                    event,
                    baseline.regime(),
                    baseline.map().whitening());
        }

        assertThat(baseline.regime().threshold().calibrated().threshold()).isFinite();
        assertThat(seen).isTrue();
    }

    private static Baseline learn(List<LocatedEvent> events) {
        return Baseline.of(events, 64, CALIBRATION, 1);
    }
}
