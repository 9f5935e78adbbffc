package io.realign.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.model.TrafficSplit;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryDetectorTest {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(10);
    private static final Instant END = RolloutFixtures.START.plus(TIME_LIMIT);

    private final RecoveryDetector recovery = new RecoveryDetector(
            RolloutFixtures.second(new TrafficSplit(3, 1000, 0, false, RolloutFixtures.START, "")), TIME_LIMIT, .1);

    @Test
    void windowWithinThreshold_advances() {
        window("alert", 3);
        window("alert", .9);
        window("alert", 2);

        assertThat(recovery.decide(END.minusMillis(1))).isInstanceOf(RolloutDecision.Hold.class);
        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void noWindowWithinThreshold_rollsBack() {
        window("alert", 3);
        window("alert", 1.1);

        assertThat(recovery.decide(END))
                .isEqualTo(new RolloutDecision.RollBack(
                        "the target has not recovered within PT10M: all 2 windows are above the threshold", List.of()));
    }

    @Test
    void noWindows_advances() {
        window("source", 3);

        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void confidenceDrop_stableTarget_rollsBack() {
        window("alert", .5);
        predictions(RecoveryDetector.CONFIDENCE_WINDOW, .95);
        predictions(RecoveryDetector.CONFIDENCE_WINDOW, .8);

        assertThat(recovery.decide(END.minusMillis(1))).isInstanceOf(RolloutDecision.Hold.class);
        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.RollBack.class);
    }

    @Test
    void confidenceDrop_driftingTarget_advances() {
        window("alert", .5);
        predictions(RecoveryDetector.CONFIDENCE_WINDOW, .95);
        window("alert", 2);
        predictions(RecoveryDetector.CONFIDENCE_WINDOW, .8);

        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void confidenceDrop_tooFewPredictions_advances() {
        predictions(RecoveryDetector.CONFIDENCE_WINDOW, .95);
        predictions(RecoveryDetector.CONFIDENCE_WINDOW - 1, .5);

        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    private void predictions(int count, double confidence) {
        for (int i = 0; i < count; i++) {
            recovery.add(RolloutFixtures.prediction("oven", 2, confidence));
        }
    }

    private void window(String reference, double score) {
        recovery.add(new DriftWindow(
                "w",
                "oven",
                reference,
                1,
                DriftWindow.State.ADAPTING,
                DriftWindow.RAW,
                RolloutFixtures.START,
                RolloutFixtures.START,
                16,
                .1,
                score,
                .1,
                RunLengthPromise.UNKNOWN,
                List.of()));
    }
}
