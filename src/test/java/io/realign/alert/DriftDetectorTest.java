package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.FeatureMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftDetectorTest {
    private static final int WINDOW = 64;
    private static final Map<Channel, FittedReference> SOURCE = Map.of(Channel.RAW, fit(1, 1));
    private static final Map<Channel, FittedReference> REFITTED = Map.of(Channel.RAW, fit(77, 2));

    private static final Set<Channel> BOTH = Set.of(Channel.RAW, Channel.MODEL);
    private static final Map<Channel, FittedReference> WITH_MODEL =
            Map.of(Channel.RAW, SOURCE.get(Channel.RAW), Channel.MODEL, fit(9, 1));

    private final GaussianStream stream = new GaussianStream(2);
    private final GaussianStream embeddings = new GaussianStream(10);
    private final DriftDetector detector = new DriftDetector("oven", WINDOW);
    private final List<DriftWindow> windows = new ArrayList<>();
    private final List<DriftAlert> alerts = new ArrayList<>();
    private Map<Channel, FittedReference> source = SOURCE;
    private long late;

    @Test
    void noDrift_staysQuiet() {
        feed(stream.events(3000, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(alerts).isEmpty();
        assertThat(windows).hasSize(3000 / 8).allSatisfy(window -> assertThat(window.count())
                .isEqualTo(8));
    }

    @Test
    void drift_isSuspectedThenConfirmedOnce() {
        feed(stream.events(500, 0));
        feed(stream.events(400, 1.5));

        assertThat(alerts).hasSize(1);
        DriftAlert alert = alerts.get(0);
        assertThat(alert.window().count()).isEqualTo(WINDOW);
        assertThat(alert.window().offsets()).hasSize(1);
        OffsetRange alertEvents = alert.window().offsets().get(0);
        assertThat(alertEvents.to() - alertEvents.from()).isEqualTo(WINDOW);
        assertThat(alertEvents.from()).isBetween(501L, 540L);
        assertThat(alert.times().onset())
                .isBetween(GaussianStream.START.plusSeconds(480), GaussianStream.START.plusSeconds(520))
                .isBeforeOrEqualTo(alert.times().suspectedAt());
        assertThat(alert.times().suspectedAt()).isEqualTo(GaussianStream.START.plusSeconds(alertEvents.from() - 1));
        assertThat(alert.statistic().score()).isGreaterThan(1);
        assertThat(alert.channel()).isEqualTo(DriftWindow.RAW);
        assertThat(detector.driftState().state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void burst_isDismissed() {
        feed(stream.events(500, 0));
        feed(stream.events(12, 2));
        assertThat(detector.driftState().state()).isEqualTo(State.SUSPECTED);

        // A stronger suspicion may begin another test, which ends after four windows.
        feed(stream.events(5 * WINDOW, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(alerts).isEmpty();
    }

    @Test
    void losingSuspicion_isReplacedByAStrongerOne() {
        feed(stream.events(500, 0));
        int burst = 0;
        while (detector.driftState().state() != State.SUSPECTED) {
            feed(stream.events(1, 2));
            burst++;
        }
        SuspectedState first = (SuspectedState) detector.driftState();
        feed(stream.events(12 - burst, 2));
        assertThat(((SuspectedState) detector.driftState()).suspicion()).isEqualTo(first.suspicion());

        feed(stream.events(WINDOW / 2, 0));

        SuspectedState second = (SuspectedState) detector.driftState();
        assertThat(second.suspicion().score())
                .isGreaterThan(1.2 * first.suspicion().score());
        assertThat(Duration.between(first.suspectedAt(), second.suspectedAt()))
                .isBetween(Duration.ofSeconds(WINDOW / 2), Duration.ofSeconds(WINDOW / 2 + 12));
        assertThat(second.confirmationWindow().count()).isLessThan(12);
    }

    @Test
    void departureFromAConstant_replacesAnOpenSuspicion() {
        MixedStream rows = new MixedStream(1);
        GaussianStream events = new GaussianStream(0);
        Map<Channel, FittedReference> source = Map.of(Channel.RAW, rows.fit(1000, 300));
        DriftDetector mixed = new DriftDetector("mixed", 256);
        while (!(mixed.driftState() instanceof SuspectedState)) {
            observeMixed(events.event(rows.row(MixedStream.Change.PAIRS)), source, mixed);
        }
        Witness first = ((SuspectedState) mixed.driftState()).suspicion().witness();

        for (int event = 0; event < 40; event++) {
            observeMixed(events.event(rows.row(MixedStream.Change.CONSTANT)), source, mixed);
        }

        Witness second = ((SuspectedState) mixed.driftState()).suspicion().witness();
        assertThat(second)
                .isEqualTo(new Witness.RareEvent(RareEventLimits.FIRST_VALUE + 1))
                .isNotEqualTo(first);
        assertThat(((SuspectedState) mixed.driftState()).confirmationWindow().count())
                .isBetween(20L, 39L);
    }

    private void observeMixed(LocatedEvent event, Map<Channel, FittedReference> source, DriftDetector mixed) {
        float[] values = event.event().features().values();
        mixed.observe(event, Map.of(Channel.RAW, values), Set.of(Channel.RAW), source);
    }

    @Test
    void confirmedDomain_backAtReference_isRecovered() {
        confirm();

        feed(stream.events(4 * WINDOW, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(DriftWindow.SOURCE);
    }

    @Test
    void released_stableDomain_isAdaptedWithNewReference() {
        confirm();
        detector.applyOutcome(true, alertEvents(), SOURCE);
        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTING);

        feed(stream.events(WINDOW, 1.5));
        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
        feed(stream.events(1000, 1.5));

        assertThat(alerts).hasSize(1);
        assertThat(windows.get(windows.size() - 1).reference())
                .isEqualTo(alerts.get(0).id());
        assertThat(windows.get(windows.size() - 1).sourceMmd2()).isGreaterThan(0.1);

        feed(stream.events(300, -1.5));
        assertThat(alerts).extracting(DriftAlert::sequenceNumber).containsExactly(1, 2);
        assertThat(alerts.get(1).reference().name()).isEqualTo(alerts.get(0).id());
    }

    @Test
    void rejected_stableDomain_persists() {
        confirm();
        detector.applyOutcome(false, alertEvents(), SOURCE);

        feed(stream.events(WINDOW, 1.5));

        assertThat(detector.driftState().state()).isEqualTo(State.PERSISTING);
    }

    @Test
    void released_backAtReference_isRecovered() {
        confirm();
        detector.applyOutcome(true, alertEvents(), SOURCE);

        feed(stream.events(WINDOW, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        feed(stream.events(WINDOW, 0));
        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(DriftWindow.SOURCE);
    }

    @Test
    void referenceAfterAnAdaptation_growsWithQuietEvents_andPromisesMore() {
        confirm();
        detector.applyOutcome(true, alertEvents(), SOURCE);
        feed(stream.events(WINDOW, 1.5));
        CalibratedReference small = ownReference();

        feed(stream.events(12 * WINDOW, 1.5));

        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
        CalibratedReference grown = ownReference();
        assertThat(small.reference().count()).isEqualTo(2 * WINDOW);
        assertThat(grown.reference().count()).isEqualTo(8 * WINDOW);
        assertThat(grown.reference().name()).isEqualTo(small.reference().name());
        assertThat(grown.reference().version()).isEqualTo(small.reference().version() + 2);
        assertThat(grown.thresholds().calibration().arl())
                .isGreaterThanOrEqualTo(small.thresholds().calibration().arl());
        assertThat(((MonitoringState) detector.driftState()).quietEvents().events())
                .isEmpty();
    }

    private CalibratedReference ownReference() {
        return detector.state().reference().references().get(Channel.RAW);
    }

    @Test
    void applyOutcome_withoutAlert_throws() {
        assertThatThrownBy(() -> detector.applyOutcome(true, Map.of(), SOURCE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void featureShifts_nameShiftedFeatureAndDirection() {
        feed(stream.events(500, 0));
        for (int i = 0; i < 300; i++) {
            float[] row = stream.row(0);
            row[3] -= 2.5f;
            feed(List.of(stream.event(row)));
        }

        FeatureShift first = alerts.get(0).featureShifts().get(0);
        assertThat(first.feature()).isEqualTo(3);
        assertThat(first.meanZ()).isLessThan(-5);
        assertThat(first.contribution()).isGreaterThan(0.5);
        assertThat(alerts.get(0).featureShifts())
                .filteredOn(FeatureShift::significant)
                .containsExactly(first);
        assertThat(alerts.get(0).statistic().name()).isNotEqualTo(TestStatistic.UNKNOWN);
    }

    @Test
    void lateEvents_areExcludedFromAlertOffsets() {
        feed(stream.events(500, 0));
        for (int i = 0; i < 300; i++) {
            feed(stream.events(1, 1.5));
            LocatedEvent event = stream.event(stream.row(0));
            if (i % 5 == 0) {
                feed(List.of(new LocatedEvent(
                        new io.realign.event.FeatureEvent(
                                event.event().id(),
                                "oven",
                                event.event().time().minus(Duration.ofMinutes(5)),
                                event.event().features(),
                                event.event().label()),
                        event.offsets())));
            }
        }

        assertThat(late).isEqualTo(60);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).window().offsets()).hasSizeGreaterThan(5);
    }

    @Test
    void driftInEmbeddingsOnly_raisesAlertOfModelChannel() {
        for (int i = 0; i < 800; i++) {
            observe(0, i < 500 ? 0 : 1.5, BOTH);
        }

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void inactiveChannel_raisesNoAlertButMeasuresDistance() {
        for (int i = 0; i < 800; i++) {
            observe(i < 500 ? 0 : 1.5, 0, Set.of(Channel.MODEL));
        }

        assertThat(alerts).isEmpty();
        assertThat(windows).extracting(DriftWindow::state).containsOnly(State.QUIET);
        DriftWindow last = windows.get(windows.size() - 1);
        assertThat(last.mmd2()).isGreaterThan(0.1);
        assertThat(last.score()).isLessThan(1);
        assertThat(last.channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void window_hasThePromiseOfAlerts_ofItsChannel() {
        for (int i = 0; i < 100; i++) {
            observe(0, 0, Set.of(Channel.RAW));
        }

        DriftWindow last = windows.get(windows.size() - 1);
        assertThat(last.promise())
                .isEqualTo(source.get(Channel.RAW)
                        .calibratedReference()
                        .thresholds()
                        .calibration()
                        .ofAlerts(ConfirmationTest.MAX_FALSE_CONFIRMATIONS)
                        .promise());
        assertThat(last.promise().minArl())
                .isPositive()
                .isLessThan(last.promise().arl());
        assertThat(last.promise().maxArl()).isGreaterThan(last.promise().arl());
        assertThat(last.promise().holds()).isTrue();
    }

    @Test
    void channelMissingAnEvent_isConfirmedByTheOthers() {
        suspectByModel();
        observe(0, 1.5, BOTH);
        observeRawOnly();
        for (int i = 0; i < WINDOW - 2; i++) {
            observe(0, 1.5, BOTH);
        }
        assertThat(detector.driftState().state()).isEqualTo(State.SUSPECTED);

        observe(0, 1.5, BOTH);

        assertThat(detector.driftState().state()).isEqualTo(State.CONFIRMED);
        assertThat(alerts).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL);
    }

    @Test
    void channelMissingForAWindow_isDismissed() {
        suspectByModel();
        for (int i = 0; i < WINDOW - 1; i++) {
            observeRawOnly();
        }
        assertThat(detector.driftState().state()).isEqualTo(State.SUSPECTED);

        observeRawOnly();

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(alerts).isEmpty();
    }

    @Test
    void released_modelChannelUsesNewRelease() {
        confirmByModel();
        assertThat(detector.modelReleaseId("shared")).isEqualTo("shared");
        detector.applyOutcome(true, alertEventsInBothChannels(4), "own", Optional.empty(), WITH_MODEL);

        assertThat(detector.modelReleaseId("shared")).isEqualTo("own");
        GaussianStream embeddings = new GaussianStream(12);
        for (int i = 0; i < 500; i++) {
            observe(stream.row(0), embeddings.row(4), BOTH);
        }
        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
        for (int i = 0; i < 100; i++) {
            observe(stream.row(0), embeddings.row(6), BOTH);
        }

        assertThat(alerts).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL, DriftWindow.MODEL);
        assertThat(alerts.get(1).reference().name()).isEqualTo(alerts.get(0).id());
    }

    @Test
    void released_withoutEmbeddings_turnsModelChannelOff() {
        confirmByModel();
        detector.applyOutcome(true, alertEvents(), WITH_MODEL);

        assertThat(detector.modelReleaseId("shared")).isEqualTo(DomainReference.NO_MODEL);
        assertThat(detector.state().reference().references()).containsOnlyKeys(Channel.RAW);
    }

    @Test
    void released_equalEmbeddings_turnsModelChannelOff() {
        confirmByModel();
        List<LocatedEvent> alertEvents = ((ConfirmedState) detector.driftState()).alertEvents();
        List<LocatedEvent> equal = alertEvents.stream()
                .map(event -> stream.event(new float[GaussianStream.WIDTH]))
                .toList();
        detector.applyOutcome(
                true, Map.of(Channel.RAW, alertEvents, Channel.MODEL, equal), "own", Optional.empty(), WITH_MODEL);

        assertThat(detector.modelReleaseId("shared")).isEqualTo(DomainReference.NO_MODEL);
    }

    @Test
    void rejected_backAtReference_restoresReference() {
        confirmByModel();
        detector.applyOutcome(false, alertEventsInBothChannels(1.5), "shared", Optional.empty(), WITH_MODEL);
        assertThat(detector.state().reference().references()).containsOnlyKeys(Channel.RAW, Channel.MODEL);

        for (int i = 0; i < WINDOW; i++) {
            observe(0, 0, BOTH);
        }

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(detector.state().reference()).isEqualTo(DomainReference.SOURCE);
    }

    @Test
    void released_backAtReference_turnsModelChannelOff() {
        confirm();
        detector.applyOutcome(true, alertEventsInBothChannels(0), "own", Optional.empty(), WITH_MODEL);

        for (int i = 0; i < WINDOW; i++) {
            observe(0, 0, BOTH);
        }

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(detector.modelReleaseId("shared")).isEqualTo(DomainReference.NO_MODEL);
    }

    @Test
    void released_modelChannelOnly_doesNotRecover() {
        confirmByModel();
        detector.applyOutcome(true, alertEventsInBothChannels(4), "own", Optional.empty(), WITH_MODEL);

        GaussianStream embeddings = new GaussianStream(12);
        for (int i = 0; i < WINDOW; i++) {
            observe(stream.row(0), embeddings.row(-4), Set.of(Channel.MODEL));
        }

        assertThat(detector.driftState().state()).isEqualTo(State.PERSISTING);
    }

    @Test
    void referenceClasses_areThoseOfSourceUntilOutcome() {
        FeatureMap map = SOURCE.get(Channel.RAW).featureMap();
        List<LocatedEvent> events = stream.events(100, 0);
        Optional<ClassSketches> ofSource = Optional.of(classes("shared", map, events));
        assertThat(detector.referenceClasses(ofSource, WITH_MODEL)).isEqualTo(ofSource);
        assertThat(detector.referenceClasses(ofSource, REFITTED)).isEmpty();

        confirmByModel();
        ClassSketches alertEvents = detector.alertClasses("own", Collections.nCopies(WINDOW, "gas"), WITH_MODEL);
        detector.applyOutcome(true, alertEventsInBothChannels(4), "own", Optional.of(alertEvents), WITH_MODEL);

        assertThat(detector.referenceClasses(ofSource, WITH_MODEL)).contains(alertEvents);
    }

    @Test
    void refittedSource_restartsWindows() {
        feed(stream.events(500, 0));
        feed(stream.events(12, 2));
        assertThat(detector.driftState().state()).isEqualTo(State.SUSPECTED);

        source = REFITTED;
        feed(stream.events(1, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(detector.state().tests().get(Channel.RAW).windows().count()).isEqualTo(1);
        feed(stream.events(WINDOW, 0));
        assertThat(windows.get(windows.size() - 1).referenceVersion()).isEqualTo(2);
        assertThat(windows.get(0).referenceVersion()).isEqualTo(1);
    }

    @Test
    void confirmed_refittedSource_keepsAlertAndRestartsRecoveryCheck() {
        confirm();
        feed(stream.events(WINDOW - 1, 1.5));

        source = REFITTED;
        feed(stream.events(2 * WINDOW - 1, 0));
        assertThat(detector.driftState().state()).isEqualTo(State.CONFIRMED);
        feed(stream.events(1, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(alerts).hasSize(1);
    }

    @Test
    void adapting_refittedSource_usesPreviousReference() {
        confirm();
        detector.applyOutcome(true, alertEvents(), source);

        source = REFITTED;
        feed(stream.events(WINDOW, 1.5));

        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
    }

    @Test
    void adapting_backAtRefittedSource_usesNewSource() {
        confirm();
        detector.applyOutcome(true, alertEvents(), source);

        source = REFITTED;
        feed(stream.events(WINDOW, 0));
        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        feed(stream.events(WINDOW, 0));

        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(DriftWindow.SOURCE);
        assertThat(windows.get(windows.size() - 1).referenceVersion()).isEqualTo(2);
    }

    @Test
    void adapted_refittedSource_changesOnlySourceDistance() {
        DriftDetectorTest undisturbed = new DriftDetectorTest();
        undisturbed.adaptAndDriftAgain(SOURCE);

        adaptAndDriftAgain(REFITTED);

        assertThat(alerts).isEqualTo(undisturbed.alerts).hasSize(2);
        assertThat(windows).hasSameSizeAs(undisturbed.windows);
        assertThat(windows)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sourceMmd2")
                .containsExactlyElementsOf(undisturbed.windows);
        DriftWindow last = windows.get(windows.size() - 1);
        assertThat(last.reference()).isEqualTo(alerts.get(0).id());
        // Fitted to the alert, to the events after it, and to quiet events.
        assertThat(last.referenceVersion()).isEqualTo(3);
        assertThat(last.sourceMmd2()).isZero();
    }

    @Test
    void outliersAndRepeatedEvents_giveFiniteScores() {
        float[] outlier = new float[GaussianStream.WIDTH];
        Arrays.fill(outlier, 1e30f);
        for (int i = 0; i < 2000; i++) {
            feed(List.of(stream.event(i % 20 == 0 ? outlier.clone() : stream.row(0))));
        }
        float[] one = stream.row(0);
        for (int i = 0; i < 500; i++) {
            feed(List.of(stream.event(one.clone())));
        }

        assertThat(windows).allSatisfy(window -> assertThat(window.score()).isFinite());
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(alert.statistic().mmd2()).isFinite());
    }

    private void adaptAndDriftAgain(Map<Channel, FittedReference> refitted) {
        confirm();
        detector.applyOutcome(true, alertEvents(), source);
        feed(stream.events(WINDOW, 1.5));
        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
        source = refitted;
        feed(stream.events(400, 1.5));
        feed(stream.events(300, -1.5));
    }

    private void confirm() {
        feed(stream.events(500, 0));
        while (alerts.isEmpty()) {
            feed(stream.events(1, 1.5));
        }
    }

    private static ClassSketches classes(String release, FeatureMap map, List<LocatedEvent> events) {
        return ClassSketches.of(release, map, events, Collections.nCopies(events.size(), "gas"));
    }

    /** Drifts in the embeddings only. */
    private void confirmByModel() {
        suspectByModel();
        while (alerts.isEmpty()) {
            observe(0, 1.5, BOTH);
        }
    }

    private void suspectByModel() {
        for (int i = 0; i < 500; i++) {
            observe(0, 0, BOTH);
        }
        while (detector.driftState().state() != State.SUSPECTED) {
            observe(0, 1.5, BOTH);
        }
    }

    /** Observes an event without an embedding. */
    private void observeRawOnly() {
        float[] raw = stream.row(0);
        collect(detector.observe(stream.event(raw), Map.of(Channel.RAW, raw), BOTH, WITH_MODEL));
    }

    /** The events of the alert with embeddings around a mean. */
    private Map<Channel, List<LocatedEvent>> alertEventsInBothChannels(double mean) {
        List<LocatedEvent> alertEvents = ((ConfirmedState) detector.driftState()).alertEvents();
        return Map.of(Channel.RAW, alertEvents, Channel.MODEL, new GaussianStream(11).events(alertEvents.size(), mean));
    }

    private void observe(double raw, double model, Set<Channel> active) {
        observe(stream.row(raw), embeddings.row(model), active);
    }

    private void observe(float[] raw, float[] model, Set<Channel> active) {
        collect(detector.observe(
                stream.event(raw), Map.of(Channel.RAW, raw, Channel.MODEL, model), active, WITH_MODEL));
    }

    private Map<Channel, List<LocatedEvent>> alertEvents() {
        return Map.of(Channel.RAW, ((ConfirmedState) detector.driftState()).alertEvents());
    }

    private void feed(List<LocatedEvent> events) {
        for (LocatedEvent event : events) {
            collect(detector.observe(
                    event, Map.of(Channel.RAW, event.event().features().values()), Set.of(Channel.RAW), source));
        }
    }

    private void collect(DetectionResult step) {
        late += step.late() ? 1 : 0;
        step.window().ifPresent(windows::add);
        step.alert().ifPresent(alerts::add);
    }

    private static FittedReference fit(long seed, int version) {
        return FittedReference.fit(
                new GaussianStream(seed).events(600, 0), version, 64, new ThresholdCalibrator(1e6, 1), seed);
    }
}
