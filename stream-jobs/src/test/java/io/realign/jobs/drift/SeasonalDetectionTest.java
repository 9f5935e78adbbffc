package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.model.VerifiedRelease;
import io.realign.window.DriftWindow;
import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source and target events with the same season, from the fit of the reference to the detection. */
class SeasonalDetectionTest extends DetectionTestBase {
    private static final int PERIOD = 500;
    private static final TimeOrder SEASON = new TimeOrder.Dependent(new Season(Duration.ofSeconds(PERIOD), 25));
    private static final long QUIET_MILLIS =
            GaussianEventStream.settings().sourceQuietPeriod().toMillis();

    private static DetectionUpdate seasonal;
    private static DetectionUpdate plain;

    private final GaussianEventStream target = GaussianEventStream.target(2);
    private TimeOrder timeOrder = SEASON;
    private int row;

    @Override
    DetectDriftFunction detection() {
        return new DetectDriftFunction(
                GaussianEventStream.withTimeOrder(2000, timeOrder), RecordGuard.disabled("drift-job"));
    }

    @BeforeAll
    static void fit() throws Exception {
        seasonal = fit(SEASON);
        plain = fit(new TimeOrder.Unknown());
    }

    @BeforeEach
    void open() throws Exception {
        create();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void season_isNotSuspected_andThePromiseHolds() throws Exception {
        broadcast(seasonal);

        process(seasonal(2000, 0));

        assertThat(alerts()).isEmpty();
        assertThat(windows()).allMatch(window -> window.promise().holds());
        assertThat(suspicions()).isLessThan(4);
    }

    @Test
    void season_withoutTheSetting_isNotCalibrated() throws Exception {
        broadcast(plain);

        process(seasonal(100, 0));

        assertThat(windows()).isNotEmpty().noneMatch(window -> window.promise().holds());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 205, 330, 490, 540, 599})
    void restore_givesTheSameWindowsAlertsAndState(int cut) throws Exception {
        List<LocatedEvent> events = new ArrayList<>(seasonal(300, 0));
        events.addAll(seasonal(300, 2));
        broadcast(seasonal);

        assertRestores(events, cut);
    }

    @Test
    void checkpointOfAnotherTimeOrder_isRefused() throws Exception {
        broadcast(seasonal);
        OperatorSubtaskState state = harness.snapshot(1, 1);

        for (TimeOrder other : List.of(
                new TimeOrder.Unknown(),
                new TimeOrder.QuietStretch(200),
                new TimeOrder.Dependent(new SlowChange(400)),
                new TimeOrder.Dependent(new Season(Duration.ofSeconds(PERIOD), 5)))) {
            timeOrder = other;
            assertThatThrownBy(() -> restore(state))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("start with a new checkpoint directory");
        }
    }

    @Test
    void referenceWithoutResiduals_replacesOneWithResiduals() throws Exception {
        broadcast(seasonal);
        process(seasonal(100, 0));
        broadcast(plain);

        process(seasonal(100, 0));

        assertThat(windows().get(windows().size() - 1).promise().holds()).isFalse();
    }

    @Test
    void sourceShorterThanItsWarmUp_isExtended() throws Exception {
        TimeOrder memory = new TimeOrder.Dependent(new SlowChange(400));
        DriftSettings settings = GaussianEventStream.withTimeOrder(2000, memory);
        List<LocatedEvent> source = GaussianEventStream.source(1).next("oven", 1400, 0);
        var fitting = FitReferenceFunctionTest.harness(settings);
        fitting.open();
        try {
            feed(fitting, source.subList(0, 600));
            fitting.setProcessingTime(2 * QUIET_MILLIS);
            assertThat(fitting.extractOutputValues()).isEmpty();

            feed(fitting, source.subList(600, 700));
            fitting.setProcessingTime(4 * QUIET_MILLIS);
            assertThat(fitted(fitting)).hasSize(1);
            // 432 events are the warm-up.
            assertThat(fitted(fitting).get(0).calibratedReference().reference().count())
                    .isEqualTo(268);

            // The growth refers to the source events, of which the reference has only a part.
            feed(fitting, source.subList(700, 839));
            fitting.setProcessingTime(6 * QUIET_MILLIS);
            assertThat(fitted(fitting)).hasSize(1);
            feed(fitting, source.subList(839, 840));
            fitting.setProcessingTime(8 * QUIET_MILLIS);
            assertThat(fitted(fitting)).hasSize(2);
        } finally {
            fitting.close();
        }
    }

    private static void feed(
            KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness,
            List<LocatedEvent> events)
            throws Exception {
        for (LocatedEvent event : events) {
            harness.processElement1(event, 0);
        }
    }

    private static List<FittedReference> fitted(
            KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness) {
        return harness.extractOutputValues().stream()
                .map(update -> ((DetectionUpdate.RawReferenceFitted) update).reference())
                .toList();
    }

    private static DetectionUpdate.RawReferenceFitted fit(TimeOrder order) throws Exception {
        int events = 2000;
        var fitting = FitReferenceFunctionTest.harness(GaussianEventStream.withTimeOrder(events, order));
        fitting.open();
        try {
            GaussianEventStream source = GaussianEventStream.source(1);
            for (int row = 0; row < events; row++) {
                feed(fitting, source.next(row % 2 == 0 ? "oven" : "kiln", 1, season(row)));
            }
            return (DetectionUpdate.RawReferenceFitted)
                    fitting.extractOutputValues().get(0);
        } finally {
            fitting.close();
        }
    }

    private List<LocatedEvent> seasonal(int count, double shift) {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.addAll(target.next("oven", 1, shift + season(row++)));
        }
        return events;
    }

    private int suspicions() {
        int suspicions = 0;
        DriftWindow.State previous = DriftWindow.State.QUIET;
        for (DriftWindow window : windows()) {
            suspicions += window.state() == DriftWindow.State.SUSPECTED && window.state() != previous ? 1 : 0;
            previous = window.state();
        }
        return suspicions;
    }

    /** The event time of a row is its number in seconds. */
    private static double season(int row) {
        return 3 * Math.sin(2 * Math.PI * row / PERIOD);
    }
}
