package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import io.realign.window.TimeDependence.Season;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drift detection on the residuals of a season in event time. */
class ResidualDetectionTest {
    private static final int WINDOW = 64;
    private static final int PERIOD = 500;
    private static final Season SEASON = new Season(Duration.ofSeconds(PERIOD), 25);
    private static final double ARL = 1000;

    private final GaussianStream stream = new GaussianStream(3);
    private final DriftDetector detector = new DriftDetector("oven", WINDOW);
    private final List<DriftWindow> windows = new ArrayList<>();
    private final List<DriftAlert> alerts = new ArrayList<>();
    private SourceResiduals source;
    private Map<Channel, FittedReference> references;
    private long row;

    @Test
    void season_raisesFewSuspicions_andAShiftAnAlert() {
        fit(2000);

        int suspicions = feed(seasonal(4000, 0));
        assertThat(suspicions).isLessThan(8);
        assertThat(alerts).isEmpty();

        feed(seasonal(400, 2));
        assertThat(alerts).hasSize(1);
    }

    @Test
    void season_withoutResiduals_isNotCalibrated() {
        List<LocatedEvent> events = seasonal(2000, 0);
        FittedReference fitted = FittedReference.fit(events, 64, new ThresholdCalibrator(ARL, 1), 1);

        assertThat(fitted.calibratedReference()
                        .thresholds()
                        .calibration()
                        .promise()
                        .holds())
                .isFalse();
    }

    @Test
    void alert_hasTheOffsetsOfTheOriginalEvents_andTheirResidualsBecomeTheReference() {
        fit(2000);
        feed(seasonal(300, 0));
        List<LocatedEvent> shifted = seasonal(400, 2);
        feed(shifted);

        ConfirmedState confirmed = (ConfirmedState) detector.driftState();
        OffsetRange offsets = alerts.get(0).window().offsets().get(0);
        assertThat(offsets.to() - offsets.from()).isEqualTo(WINDOW);
        LocatedEvent alertEvent = confirmed.alertEvents().get(0);
        assertThat(shifted)
                .filteredOn(
                        event -> event.event().id().equals(alertEvent.event().id()))
                .singleElement()
                .satisfies(original -> assertThat(original.event().features())
                        .isNotEqualTo(alertEvent.event().features()));

        detector.applyOutcome(true, Map.of(Channel.RAW, confirmed.alertEvents()), references);
        feed(seasonal(WINDOW, 2));
        assertThat(windows.get(windows.size() - 1).reference())
                .isEqualTo(alerts.get(0).id());
    }

    @Test
    void suspicions_raiseTheThreshold_untilABudgetIsKept() {
        fit(2000);
        DomainResiduals before = residuals();
        CalibratedThreshold threshold =
                references.get(Channel.RAW).calibratedReference().thresholds().calibration();
        assertThat(before.budget().minScore(threshold)).isEqualTo(1);

        // Bursts that are suspected and dismissed.
        int suspicions = 0;
        for (int burst = 0; burst < 20; burst++) {
            suspicions += feed(seasonal(6, 3));
            suspicions += feed(seasonal(6 * WINDOW, 0));
        }

        assertThat(suspicions).isGreaterThan(3);
        assertThat(residuals().budget().minScore(threshold)).isGreaterThan(1.1).isLessThanOrEqualTo(2);
    }

    @Test
    void raisedThreshold_delaysASuspicion() {
        fit(2000);
        DriftDetector other = new DriftDetector("oven", WINDOW);
        seasonal(300, 0).forEach(event -> {
            observe(detector, event);
            observe(other, event);
        });
        CalibratedThreshold threshold =
                references.get(Channel.RAW).calibratedReference().thresholds().calibration();
        for (int i = 0; i < 20; i++) {
            residuals().budget().observeAlarm(threshold);
        }

        while (!(other.driftState() instanceof SuspectedState)) {
            LocatedEvent event = seasonal(1, 1).get(0);
            observe(detector, event);
            observe(other, event);
        }

        assertThat(detector.driftState()).isInstanceOf(MonitoringState.class);
        assertThat(feed(seasonal(200, 2))).isEqualTo(1);
    }

    @Test
    void lateEvents_changeNoResiduals() {
        fit(2000);
        List<LocatedEvent> events = seasonal(400, 0);
        DriftDetector other = new DriftDetector("oven", WINDOW);
        LocatedEvent late = events.get(0);

        for (LocatedEvent event : events) {
            observe(detector, event);
            observe(other, event);
            if (event.event().time().isAfter(late.event().time().plusSeconds(120))) {
                assertThat(observe(other, late).late()).isTrue();
            }
        }

        assertThat(other.state().unreported().count())
                .isEqualTo(detector.state().unreported().count());
        LocatedEvent next = seasonal(1, 0).get(0);
        assertThat(other.state()
                        .residuals()
                        .orElseThrow()
                        .events()
                        .observe(next)
                        .map(LocatedEvent::event))
                .isEqualTo(residuals().events().observe(next).map(LocatedEvent::event));
    }

    @Test
    void domainComparedWithTheSource_takesOverResidualsOfOtherFeatures() {
        fit(2000);
        feed(seasonal(100, 0));
        EventResiduals own = residuals().events();

        detector.useResiduals(
                Optional.of(SourceResiduals.of(seasonal(1000, 0), SEASON).end()));
        assertThat(residuals().events()).isSameAs(own);

        List<LocatedEvent> constant = seasonal(1000, 0).stream()
                .map(event -> {
                    float[] values = event.event().features().values().clone();
                    values[5] = 7;
                    return stream.event(values);
                })
                .toList();
        detector.useResiduals(Optional.of(SourceResiduals.of(constant, SEASON).end()));
        assertThat(residuals().events()).isNotSameAs(own);

        detector.useResiduals(Optional.empty());
        assertThat(detector.state().residuals()).isEmpty();
    }

    @Test
    void openAlert_keepsItsResiduals() {
        fit(2000);
        feed(seasonal(300, 0));
        feed(seasonal(400, 2));
        assertThat(detector.driftState()).isInstanceOf(ConfirmedState.class);

        detector.useResiduals(Optional.empty());

        assertThat(detector.state().residuals()).isPresent();
    }

    private DomainResiduals residuals() {
        detector.useResiduals(Optional.of(source.end()));
        return detector.state().residuals().orElseThrow();
    }

    private void fit(int events) {
        source = SourceResiduals.of(seasonal(events, 0), SEASON);
        references = Map.of(Channel.RAW, FittedReference.fit(source.events(), 64, new ThresholdCalibrator(ARL, 1), 1));
    }

    /** Returns the number of suspicions. */
    private int feed(List<LocatedEvent> events) {
        int suspicions = 0;
        for (LocatedEvent event : events) {
            boolean suspected = detector.driftState() instanceof SuspectedState;
            DetectionResult result = observe(detector, event);
            result.window().ifPresent(windows::add);
            result.alert().ifPresent(alerts::add);
            suspicions += !suspected && detector.driftState() instanceof SuspectedState ? 1 : 0;
        }
        return suspicions;
    }

    private DetectionResult observe(DriftDetector observer, LocatedEvent event) {
        observer.useResiduals(Optional.of(source.end()));
        return observer.observe(
                event, Map.of(Channel.RAW, event.event().features().values()), Set.of(Channel.RAW), references);
    }

    private List<LocatedEvent> seasonal(int count, double shift) {
        return IntStream.range(0, count)
                .mapToObj(i -> stream.event(stream.row(shift + 3 * Math.sin(2 * Math.PI * row++ / PERIOD))))
                .toList();
    }
}
