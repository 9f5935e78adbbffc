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
    private static final Map<Channel, FittedReference> SOURCE = Map.of(Channel.RAW, learn(1, 1));
    private static final Map<Channel, FittedReference> ANEW = Map.of(Channel.RAW, learn(77, 2));

    private static final Set<Channel> BOTH = Set.of(Channel.RAW, Channel.MODEL);
    private static final Map<Channel, FittedReference> SEEN =
            Map.of(Channel.RAW, SOURCE.get(Channel.RAW), Channel.MODEL, learn(9, 1));

    private final GaussianStream stream = new GaussianStream(2);
    private final GaussianStream seen = new GaussianStream(10);
    private final DriftDetector detector = new DriftDetector("oven", WINDOW);
    private final List<DriftWindow> windows = new ArrayList<>();
    private final List<DriftAlert> alerts = new ArrayList<>();
    private Map<Channel, FittedReference> source = SOURCE;
    private long late;

    @Test
    void quietDomain_staysQuiet() {
        feed(stream.events(3000, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(alerts).isEmpty();
        assertThat(windows).hasSize(3000 / 8).allSatisfy(window -> assertThat(window.count())
                .isEqualTo(8));
    }

    @Test
    void change_isSuspected_thenConfirmedByTheEventsAfterThat_onceOnly() {
        feed(stream.events(500, 0));
        feed(stream.events(400, 1.5));

        assertThat(alerts).hasSize(1);
        DriftAlert alert = alerts.get(0);
        assertThat(alert.count()).isEqualTo(WINDOW);
        assertThat(alert.windowOffsets()).hasSize(1);
        OffsetRange moved = alert.windowOffsets().get(0);
        assertThat(moved.to() - moved.from()).isEqualTo(WINDOW);
        assertThat(moved.from()).isBetween(501L, 540L);
        assertThat(alert.onset())
                .isBetween(GaussianStream.START.plusSeconds(480), GaussianStream.START.plusSeconds(520))
                .isBeforeOrEqualTo(alert.suspectedAt());
        assertThat(alert.suspectedAt()).isEqualTo(GaussianStream.START.plusSeconds(moved.from() - 1));
        assertThat(alert.score()).isGreaterThan(1);
        assertThat(alert.channel()).isEqualTo(DriftWindow.RAW);
        assertThat(detector.driftState().state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void burst_thatIsOverBeforeItIsConfirmed_isDismissed() {
        feed(stream.events(500, 0));
        feed(stream.events(12, 2));
        assertThat(detector.driftState().state()).isEqualTo(State.SUSPECTED);

        feed(stream.events(200, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(alerts).isEmpty();
    }

    @Test
    void domainThatGoesBackByItself_isRecovered() {
        confirm();

        feed(stream.events(4 * WINDOW, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(DriftWindow.SOURCE);
    }

    @Test
    void releasedDomain_thatStaysWhereItIs_isAdapted_andComparedWithThat() {
        confirm();
        detector.applyOutcome(true, moved(), SOURCE);
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
        assertThat(alerts.get(1).reference()).isEqualTo(alerts.get(0).id());
    }

    @Test
    void refusedDomain_persists() {
        confirm();
        detector.applyOutcome(false, moved(), SOURCE);

        feed(stream.events(WINDOW, 1.5));

        assertThat(detector.driftState().state()).isEqualTo(State.PERSISTING);
    }

    @Test
    void releasedDomain_thatIsBackAfterAll_isRecovered() {
        confirm();
        detector.applyOutcome(true, moved(), SOURCE);

        feed(stream.events(WINDOW, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        feed(stream.events(WINDOW, 0));
        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(DriftWindow.SOURCE);
    }

    @Test
    void outcome_withoutAnAlert_isRefused() {
        assertThatThrownBy(() -> detector.applyOutcome(true, Map.of(), SOURCE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void explanation_namesTheFeatureThatMoved_andWhereTo() {
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
    }

    @Test
    void lateEvents_areLeftOut_alsoOfTheOffsetsOfAnAlert() {
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
        assertThat(alerts.get(0).windowOffsets()).hasSizeGreaterThan(5);
    }

    @Test
    void shiftThatOnlyTheModelSees_isAnAlertOfTheModelsChannel() {
        Map<Channel, FittedReference> source = Map.of(Channel.RAW, SOURCE.get(Channel.RAW), Channel.MODEL, learn(9, 1));
        GaussianStream seen = new GaussianStream(10);
        for (int i = 0; i < 800; i++) {
            LocatedEvent event = stream.event(stream.row(0));
            float[] raw = event.event().features().values();
            tell(detector.observe(event, Map.of(Channel.RAW, raw, Channel.MODEL, seen.row(i < 500 ? 0 : 1.5)), source));
        }

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void channelThatIsNotAsked_raisesNothing_butMeasuresDistances() {
        for (int i = 0; i < 800; i++) {
            look(i < 500 ? 0 : 1.5, 0, Set.of(Channel.MODEL));
        }

        assertThat(alerts).isEmpty();
        assertThat(windows).extracting(DriftWindow::state).containsOnly(State.QUIET);
        DriftWindow last = windows.get(windows.size() - 1);
        assertThat(last.mmd2()).isGreaterThan(0.1);
        assertThat(last.score()).isLessThan(1);
        assertThat(last.channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void channelThatMissesAnEvent_confirmsNothing() {
        for (int i = 0; i < 500; i++) {
            look(0, 0, BOTH);
        }
        while (detector.driftState().state() != State.SUSPECTED) {
            look(0, 1.5, BOTH);
        }
        look(0, 1.5, BOTH);
        feed(stream.events(1, 0));
        for (int i = 0; i < WINDOW - 2; i++) {
            look(0, 1.5, BOTH);
        }

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(alerts).isEmpty();
    }

    @Test
    void release_isWhatTheDomainIsSeenThroughFromThereOn() {
        confirmByModel();
        assertThat(detector.modelReleaseId("shared")).isEqualTo("shared");
        detector.applyOutcome(true, movedInBoth(4), "own", Optional.empty(), SEEN);

        assertThat(detector.modelReleaseId("shared")).isEqualTo("own");
        GaussianStream anew = new GaussianStream(12);
        for (int i = 0; i < 500; i++) {
            look(stream.row(0), anew.row(4), BOTH);
        }
        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
        for (int i = 0; i < 100; i++) {
            look(stream.row(0), anew.row(6), BOTH);
        }

        assertThat(alerts).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL, DriftWindow.MODEL);
        assertThat(alerts.get(1).reference()).isEqualTo(alerts.get(0).id());
    }

    @Test
    void releaseThatIsNotThere_isSeenThroughByNobody() {
        confirmByModel();
        detector.applyOutcome(true, moved(), SEEN);

        assertThat(detector.modelReleaseId("shared")).isEqualTo(DomainReference.NO_MODEL);
        assertThat(detector.state().reference().references()).containsOnlyKeys(Channel.RAW);
    }

    @Test
    void eventsOfAnAlert_thatAllLookTheSameToANewModel_areNotLearntFrom() {
        confirmByModel();
        List<LocatedEvent> moved = ((ConfirmedState) detector.driftState()).alertEvents();
        List<LocatedEvent> same = moved.stream()
                .map(event -> stream.event(new float[GaussianStream.WIDTH]))
                .toList();
        detector.applyOutcome(true, Map.of(Channel.RAW, moved, Channel.MODEL, same), "own", Optional.empty(), SEEN);

        assertThat(detector.modelReleaseId("shared")).isEqualTo(DomainReference.NO_MODEL);
    }

    @Test
    void refusedDomain_thatIsBackAfterAll_isSeenAsBefore() {
        confirmByModel();
        detector.applyOutcome(false, movedInBoth(1.5), "shared", Optional.empty(), SEEN);
        assertThat(detector.state().reference().references()).containsOnlyKeys(Channel.RAW, Channel.MODEL);

        for (int i = 0; i < WINDOW; i++) {
            look(0, 0, BOTH);
        }

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(detector.state().reference()).isEqualTo(DomainReference.SOURCE);
    }

    @Test
    void domainThatIsBackAfterARelease_isNotSeenByTheModel() {
        confirm();
        detector.applyOutcome(true, movedInBoth(0), "own", Optional.empty(), SEEN);

        for (int i = 0; i < WINDOW; i++) {
            look(0, 0, BOTH);
        }

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(detector.modelReleaseId("shared")).isEqualTo(DomainReference.NO_MODEL);
    }

    @Test
    void modelChannelAlone_doesNotTakeWhatItCannotCompareForRecovery() {
        confirmByModel();
        detector.applyOutcome(true, movedInBoth(4), "own", Optional.empty(), SEEN);

        GaussianStream anew = new GaussianStream(12);
        for (int i = 0; i < WINDOW; i++) {
            look(stream.row(0), anew.row(-4), Set.of(Channel.MODEL));
        }

        assertThat(detector.driftState().state()).isEqualTo(State.PERSISTING);
    }

    @Test
    void classesOfTheReference_areTheSources_untilAnOutcome() {
        FeatureMap map = SOURCE.get(Channel.RAW).featureMap();
        List<LocatedEvent> events = stream.events(100, 0);
        Optional<ClassSketches> ofSource = Optional.of(classes("shared", map, events));
        assertThat(detector.referenceClasses(ofSource, SEEN)).isEqualTo(ofSource);
        assertThat(detector.referenceClasses(ofSource, Map.of(Channel.RAW, learn(77, 2))))
                .isEmpty();

        confirmByModel();
        ClassSketches moved = detector.alertClasses("own", Collections.nCopies(WINDOW, "gas"), SEEN);
        detector.applyOutcome(true, movedInBoth(4), "own", Optional.of(moved), SEEN);

        assertThat(detector.referenceClasses(ofSource, SEEN)).contains(moved);
    }

    @Test
    void sourceThatIsLearntAnew_beginsTheWindowsAnew() {
        feed(stream.events(500, 0));
        feed(stream.events(12, 2));
        assertThat(detector.driftState().state()).isEqualTo(State.SUSPECTED);

        source = ANEW;
        feed(stream.events(1, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.QUIET);
        assertThat(detector.state().tests().get(Channel.RAW).windows().count()).isEqualTo(1);
        feed(stream.events(WINDOW, 0));
        assertThat(windows.get(windows.size() - 1).referenceVersion()).isEqualTo(2);
        assertThat(windows.get(0).referenceVersion()).isEqualTo(1);
    }

    @Test
    void openAlert_staysOpen_whenTheSourceIsLearntAnew_andTheWayBackIsCountedAnew() {
        confirm();
        feed(stream.events(WINDOW - 1, 1.5));

        source = ANEW;
        feed(stream.events(2 * WINDOW - 1, 0));
        assertThat(detector.driftState().state()).isEqualTo(State.CONFIRMED);
        feed(stream.events(1, 0));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(alerts).hasSize(1);
    }

    @Test
    void adaptingDomain_isJudgedByTheSourceItMovedAwayFrom_whenThatIsLearntAnew() {
        confirm();
        detector.applyOutcome(true, moved(), source);

        source = ANEW;
        feed(stream.events(WINDOW, 1.5));

        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
    }

    @Test
    void adaptingDomain_thatIsBack_isComparedWithTheSourceAsItIsKnownNow() {
        confirm();
        detector.applyOutcome(true, moved(), source);

        source = ANEW;
        feed(stream.events(WINDOW, 0));
        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        feed(stream.events(WINDOW, 0));

        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(DriftWindow.SOURCE);
        assertThat(windows.get(windows.size() - 1).referenceVersion()).isEqualTo(2);
    }

    @Test
    void domainWithAReferenceOfItsOwn_goesOnAsBefore_whenTheSourceIsLearntAnew_exceptInItsDistanceToTheSource() {
        DriftDetectorTest undisturbed = new DriftDetectorTest();
        undisturbed.adaptAndMoveOn(SOURCE);

        adaptAndMoveOn(ANEW);

        assertThat(alerts).isEqualTo(undisturbed.alerts).hasSize(2);
        assertThat(windows).hasSameSizeAs(undisturbed.windows);
        assertThat(windows)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sourceMmd2")
                .containsExactlyElementsOf(undisturbed.windows);
        DriftWindow last = windows.get(windows.size() - 1);
        assertThat(last.reference()).isEqualTo(alerts.get(0).id());
        assertThat(last.referenceVersion()).isEqualTo(2);
        assertThat(last.sourceMmd2()).isZero();
    }

    @Test
    void wildAndRepeatedEvents_neverGiveANumberThatIsNone() {
        float[] wild = new float[GaussianStream.WIDTH];
        Arrays.fill(wild, 1e30f);
        for (int i = 0; i < 2000; i++) {
            feed(List.of(stream.event(i % 20 == 0 ? wild.clone() : stream.row(0))));
        }
        float[] one = stream.row(0);
        for (int i = 0; i < 500; i++) {
            feed(List.of(stream.event(one.clone())));
        }

        assertThat(windows).allSatisfy(window -> assertThat(window.score()).isFinite());
        assertThat(alerts).allSatisfy(alert -> assertThat(alert.mmd2()).isFinite());
    }

    private void adaptAndMoveOn(Map<Channel, FittedReference> later) {
        confirm();
        detector.applyOutcome(true, moved(), source);
        feed(stream.events(WINDOW, 1.5));
        assertThat(detector.driftState().state()).isEqualTo(State.ADAPTED);
        source = later;
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

    /** The model sees a change that the raw channel does not. */
    private void confirmByModel() {
        for (int i = 0; i < 500; i++) {
            look(0, 0, BOTH);
        }
        while (alerts.isEmpty()) {
            look(0, 1.5, BOTH);
        }
    }

    /** The events of the alert, the model's view of them around a mean. */
    private Map<Channel, List<LocatedEvent>> movedInBoth(double mean) {
        List<LocatedEvent> moved = ((ConfirmedState) detector.driftState()).alertEvents();
        return Map.of(Channel.RAW, moved, Channel.MODEL, new GaussianStream(11).events(moved.size(), mean));
    }

    private void look(double raw, double model, Set<Channel> asked) {
        look(stream.row(raw), seen.row(model), asked);
    }

    private void look(float[] raw, float[] model, Set<Channel> asked) {
        tell(detector.observe(stream.event(raw), Map.of(Channel.RAW, raw, Channel.MODEL, model), asked, SEEN));
    }

    private Map<Channel, List<LocatedEvent>> moved() {
        return Map.of(Channel.RAW, ((ConfirmedState) detector.driftState()).alertEvents());
    }

    private void feed(List<LocatedEvent> events) {
        for (LocatedEvent event : events) {
            tell(detector.observe(
                    event, Map.of(Channel.RAW, event.event().features().values()), source));
        }
    }

    private void tell(DetectionResult step) {
        late += step.late() ? 1 : 0;
        step.window().ifPresent(windows::add);
        step.alert().ifPresent(alerts::add);
    }

    private static FittedReference learn(long seed, int version) {
        return FittedReference.fit(
                new GaussianStream(seed).events(600, 0), version, 64, new ThresholdCalibrator(1e6, 1), seed);
    }
}
