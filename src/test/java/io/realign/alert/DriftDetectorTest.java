package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftDetectorTest {
    private static final int WINDOW = 64;
    private static final int BLOCK = WINDOW / 8;

    private final Drifting target = new Drifting("target", 42);
    private final Baseline baseline = baseline(11);
    private final Watch watch = new Watch(baseline);

    /** At one in ten thousand windows, 40 streams of 118 windows would bring about half a suspicion. */
    @Test
    void detector_staysCalm_whenNothingChanges() {
        long alerts = LongStream.range(0, 40)
                .mapToObj(seed -> {
                    Watch calm = new Watch(baseline(seed));
                    calm.feed(new Drifting("target", 1000 + seed).next(1000, 0));
                    return calm.alerts.size();
                })
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(alerts).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 1, 3})
    void alert_comesOnce_withinTwoAndAHalfWindowsOfTheChange(double mean) {
        watch.feed(target.next(500, 0));

        watch.feed(target.next(800, mean));

        assertThat(watch.alerts).hasSize(1);
        DriftAlert alert = watch.alerts.get(0);
        assertThat(alert.confirmedAt())
                .isBetween(Instant.ofEpochSecond(500 + WINDOW), Instant.ofEpochSecond(500 + 5 * WINDOW / 2));
        assertThat(alert.episode()).isEqualTo(1);
        assertThat(alert.reference()).isEqualTo(DriftWindow.SOURCE);
        assertThat(alert.score()).isGreaterThan(1);
    }

    @Test
    void alert_namesOnlyEventsFromAfterTheChange() {
        watch.feed(target.next(500, 0));
        watch.feed(target.next(300, 2));

        DriftAlert alert = watch.alerts.get(0);
        assertThat(alert.count()).isEqualTo(WINDOW);
        assertThat(alert.window()).hasSize(1);
        OffsetRange range = alert.window().get(0);
        assertThat(range.from()).isGreaterThanOrEqualTo(500);
        assertThat(range.to() - range.from()).isEqualTo(WINDOW);
        assertThat(alert.suspectedAt()).isBefore(Instant.ofEpochSecond(range.from()));
        assertThat(alert.referenceOffsets()).containsExactly(new OffsetRange("source", 0, 0, 300));
    }

    @Test
    void suspicion_fallsBack_whenTheNextWindowsAreQuietAgain() {
        watch.feed(target.next(WINDOW * 4, 0));

        watch.feed(target.next(2 * BLOCK, 4));
        Episode shaken = watch.detector.episode();
        watch.feed(target.next(WINDOW * 2, 0));

        assertThat(shaken).isInstanceOf(Suspected.class);
        assertThat(watch.detector.episode()).isInstanceOf(Quiet.class);
        assertThat(watch.alerts).isEmpty();
    }

    @Test
    void windows_goOnBeingMeasured_whileAnAlertIsOpen() {
        watch.feed(target.next(500, 0));
        watch.feed(target.next(300, 2));
        int before = watch.windows.size();

        watch.feed(target.next(BLOCK * 5, 2));

        assertThat(watch.windows).hasSize(before + 5);
        assertThat(watch.windows.get(before).score()).isGreaterThan(1);
        assertThat(watch.detector.episode()).isInstanceOf(Alerted.class);
    }

    @Test
    void outcome_makesTheNewRegimeTheReference_andASecondChangeTheSecondEpisode() {
        watch.feed(target.next(500, 0));
        watch.feed(target.next(300, 2));
        String first = watch.alerts.get(0).id();

        watch.decided(first);
        watch.feed(target.next(600, 2));
        assertThat(watch.alerts).hasSize(1);
        DriftWindow adapted = watch.windows.get(watch.windows.size() - 1);
        watch.feed(target.next(400, -2));

        assertThat(adapted.reference()).isEqualTo(first);
        assertThat(adapted.score()).isLessThan(1);
        assertThat(adapted.sourceMmd2()).isGreaterThan(0.1);
        assertThat(watch.alerts).hasSize(2);
        assertThat(watch.alerts.get(1).episode()).isEqualTo(2);
        assertThat(watch.alerts.get(1).reference()).isEqualTo(first);
        assertThat(watch.alerts.get(1).referenceOffsets())
                .isEqualTo(watch.alerts.get(0).window());
        assertThat(watch.alerts.get(1).id()).isNotEqualTo(first);
    }

    @Test
    void outcome_ofAnotherAlert_changesNothing() {
        watch.feed(target.next(500, 0));
        watch.feed(target.next(300, 2));
        DriftDetector alerted = watch.detector;

        watch.decided("another");

        assertThat(watch.detector).isEqualTo(alerted);
    }

    @Test
    void sameSeed_givesTheSameWindowsAndAlerts() {
        Watch again = new Watch(baseline(11));
        List<LocatedEvent> events = new ArrayList<>(target.next(500, 0));
        events.addAll(target.next(300, 2));

        watch.feed(events);
        again.feed(events);

        assertThat(again.windows).isEqualTo(watch.windows);
        assertThat(again.alerts).isEqualTo(watch.alerts).hasSize(1);
    }

    @Test
    void lateEvents_areLeftOut_ofTheWindowAndOfItsOffsets() {
        List<LocatedEvent> events = target.next(WINDOW + 1, 0);
        events.set(
                30,
                at(
                        events.get(30),
                        Instant.ofEpochSecond(30).minus(DomainTime.LATENESS).minusSeconds(10)));

        watch.feed(events);

        assertThat(watch.late).isEqualTo(1);
        assertThat(watch.windows).hasSize(1);
        assertThat(watch.windows.get(0).count()).isEqualTo(WINDOW);
        assertThat(watch.windows.get(0).offsets())
                .containsExactly(new OffsetRange("target", 0, 0, 30), new OffsetRange("target", 0, 31, WINDOW + 1));
    }

    @Test
    void oneClockThatIsAhead_makesNothingLate() {
        List<LocatedEvent> events = target.next(WINDOW, 0);
        events.set(30, at(events.get(30), Instant.ofEpochSecond(30).plus(Duration.ofHours(1))));

        watch.feed(events);

        assertThat(watch.late).isZero();
        assertThat(watch.windows).hasSize(1);
    }

    @Test
    void offsets_coverWhatOtherDomainsWroteBetween() {
        List<LocatedEvent> everyThird = target.next(3 * WINDOW, 0).stream()
                .filter(located -> located.at().from() % 3 == 0)
                .toList();

        watch.feed(everyThird);

        assertThat(watch.windows.get(0).offsets()).containsExactly(new OffsetRange("target", 0, 0, 3 * WINDOW - 2));
    }

    private static LocatedEvent at(LocatedEvent located, Instant time) {
        FeatureEvent event = located.event();
        return new LocatedEvent(
                new FeatureEvent(event.id(), event.domain(), time, event.features(), event.label()), located.at());
    }

    private static Baseline baseline(long seed) {
        return Baseline.of(new Drifting("source", seed).next(300, 0), 128, new Calibration(WINDOW, 1e-4, seed), seed);
    }

    /** A detector and all that it has said. */
    private static final class Watch {
        private final Baseline baseline;
        private final List<DriftWindow> windows = new ArrayList<>();
        private final List<DriftAlert> alerts = new ArrayList<>();
        private DriftDetector detector;
        private int late;

        Watch(Baseline baseline) {
            this.baseline = baseline;
            this.detector = DriftDetector.of("oven", baseline);
        }

        void feed(List<LocatedEvent> events) {
            for (LocatedEvent event : events) {
                Step step = detector.observe(event, baseline);
                detector = step.next();
                late += step.late() ? 1 : 0;
                step.window().ifPresent(windows::add);
                step.alert().ifPresent(alerts::add);
            }
        }

        void decided(String alertId) {
            detector = detector.decided(alertId);
        }
    }
}
