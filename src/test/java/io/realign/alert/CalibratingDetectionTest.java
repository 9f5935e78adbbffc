package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.event.LocatedEvent;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift detection in a domain whose first events are stated to be without drift. */
class CalibratingDetectionTest {
    private static final int WINDOW = 64;
    private static final int QUIET = 200;

    /** Shift of the domain from the source, from its first event. */
    private static final double OWN_LEVEL = 3;

    private static final Map<Channel, FittedReference> SOURCE = Map.of(
            Channel.RAW,
            FittedReference.fit(new GaussianStream(1).events(1000, 0), 64, new ThresholdCalibrator(1000, 1), 1));

    private final GaussianStream stream = new GaussianStream(2);
    private final DriftDetector detector = DriftDetector.calibrating("oven", WINDOW, QUIET);
    private final List<DriftWindow> windows = new ArrayList<>();
    private final List<DriftAlert> alerts = new ArrayList<>();

    @Test
    void firstEvents_areNotTested_andTheWindowsSayWhy() {
        feed(stream.events(37, OWN_LEVEL));
        feed(stream.events(3, -OWN_LEVEL));

        assertThat(windows).hasSize(5);
        DriftWindow window = windows.get(4);
        assertThat(window.state()).isEqualTo(State.QUIET);
        assertThat(window.reference()).isEqualTo(DriftWindow.SOURCE);
        assertThat(window.score()).isZero();
        assertThat(window.promise().holds()).isFalse();
        assertThat(window.promise().notCalibrated()).isEqualTo("calibrating on the domain's own events: 40 of 200");
    }

    @Test
    void domain_isComparedWithItsFirstEvents() {
        feed(stream.events(QUIET, OWN_LEVEL));
        assertThat(reference().count()).isEqualTo(QUIET);
        assertThat(reference().sketch().offsets()).hasToString("[target.events-0[0,200)]");

        feed(stream.events(1000, OWN_LEVEL));
        assertThat(alerts).isEmpty();
        DriftWindow window = windows.get(windows.size() - 1);
        assertThat(window.reference()).isEqualTo(CalibratingState.REFERENCE);
        assertThat(window.promise().holds()).isTrue();

        feed(stream.events(300, OWN_LEVEL + 2));
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).reference().name()).isEqualTo(CalibratingState.REFERENCE);
    }

    @Test
    void reference_growsWithTheFollowingEvents() {
        feed(stream.events(QUIET + 12 * WINDOW, OWN_LEVEL));

        assertThat(reference().count()).isEqualTo(8 * WINDOW);
        assertThat(reference().version()).isEqualTo(3);
    }

    @Test
    void recoveredDomain_isComparedWithItsFirstEventsAgain() {
        feed(stream.events(QUIET + 100, OWN_LEVEL));
        feed(stream.events(300, OWN_LEVEL + 2));
        detector.applyOutcome(
                true, Map.of(Channel.RAW, ((ConfirmedState) detector.driftState()).alertEvents()), SOURCE);

        feed(stream.events(4 * WINDOW, OWN_LEVEL));

        assertThat(detector.driftState().state()).isEqualTo(State.RECOVERED);
        assertThat(windows.get(windows.size() - 1).reference()).isEqualTo(CalibratingState.REFERENCE);
    }

    @Test
    void equalEvents_areNoReference_untilOthersFollow() {
        float[] idle = new float[6];
        for (int event = 0; event < 3 * QUIET; event++) {
            feed(List.of(stream.event(idle)));
        }

        assertThat(alerts).isEmpty();
        assertThat(windows.get(windows.size() - 1).promise().holds()).isFalse();
        assertThat(((CalibratingState) detector.driftState()).events()).hasSize(QUIET - 1);

        feed(stream.events(1, 0));
        assertThat(reference().count()).isEqualTo(QUIET);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 127, 5001, Integer.MAX_VALUE})
    void numberOutOfRange_isRejected(int events) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftDetector.calibrating("oven", WINDOW, events))
                .withMessage("quiet-events: expected 128 to 5000, got " + events);
    }

    private Reference reference() {
        return detector.state().reference().references().get(Channel.RAW).reference();
    }

    private void feed(List<LocatedEvent> events) {
        for (LocatedEvent event : events) {
            DetectionResult result = detector.observe(
                    event, Map.of(Channel.RAW, event.event().features().values()), Set.of(Channel.RAW), SOURCE);
            result.window().ifPresent(windows::add);
            result.alert().ifPresent(alerts::add);
        }
    }
}
