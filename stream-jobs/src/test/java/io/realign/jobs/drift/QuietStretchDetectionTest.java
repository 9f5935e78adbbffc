package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.window.DriftWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains whose first events are stated to be without drift. */
class QuietStretchDetectionTest extends DetectionTestBase {
    private static final int QUIET = 150;
    private static final DriftSettings SETTINGS =
            GaussianEventStream.withTimeOrder(300, new TimeOrder.QuietStretch(QUIET));
    private static final DetectionUpdate REFERENCE = new DetectionUpdate.RawReferenceFitted(
            FittedReference.fit(
                    GaussianEventStream.source(1).next("oven", 200, 0),
                    SETTINGS.randomFeatures(),
                    SETTINGS.calibration(),
                    SETTINGS.seed()),
            Optional.empty());

    private final GaussianEventStream target = GaussianEventStream.target(2);

    @Override
    DetectDriftFunction detection() {
        return new DetectDriftFunction(SETTINGS, RecordGuard.disabled("drift-job"));
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
    void eachDomain_isComparedWithItsOwnFirstEvents() throws Exception {
        broadcast(REFERENCE);

        process(target.next("oven", 400, 3));
        process(target.next("kiln", 80, -3));

        assertThat(alerts()).isEmpty();
        assertThat(newest("oven").reference()).isEqualTo("quiet");
        assertThat(newest("kiln").reference()).isEqualTo(DriftWindow.SOURCE);
        assertThat(newest("kiln").promise().notCalibrated())
                .isEqualTo("calibrating on the domain's own events: 80 of 150");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 149, 150, 151, 240, 410, 499})
    void restore_givesTheSameWindowsAlertsAndState(int cut) throws Exception {
        List<LocatedEvent> events = new ArrayList<>(target.next("oven", 300, 3));
        events.addAll(target.next("oven", 200, 5));
        broadcast(REFERENCE);

        assertRestores(events, cut);
    }

    private DriftWindow newest(String domain) {
        return windows().stream()
                .filter(window -> window.domain().equals(domain))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
