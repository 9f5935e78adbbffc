package io.realign.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.model.TrafficSplit;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryDetectorTest {
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Instant END = RolloutFixtures.START.plus(WITHIN);

    private final RecoveryDetector recovery = new RecoveryDetector(
            RolloutFixtures.second(new TrafficSplit(3, 1000, 0, false, RolloutFixtures.START, "")), WITHIN, .1);

    @Test
    void oneWindowWithinTheThreshold_isEnough() {
        window("alert", 3);
        window("alert", .9);
        window("alert", 2);

        assertThat(recovery.decide(END.minusMillis(1))).isInstanceOf(RolloutDecision.Hold.class);
        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void noWindowWithinTheThreshold_isNoRecovery() {
        window("alert", 3);
        window("alert", 1.1);

        assertThat(recovery.decide(END))
                .isEqualTo(new RolloutDecision.RollBack(
                        "the target has not come to rest within PT10M: all its 2 windows lie over the threshold",
                        List.of()));
    }

    @Test
    void silence_saysNothingAgainstIt() {
        window("source", 3);

        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void confidenceThatFalls_whileTheTargetRests_isNoRecovery() {
        window("alert", .5);
        answers(RecoveryDetector.CONFIDENCE_WINDOW, .95);
        answers(RecoveryDetector.CONFIDENCE_WINDOW, .8);

        assertThat(recovery.decide(END.minusMillis(1))).isInstanceOf(RolloutDecision.Hold.class);
        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.RollBack.class);
    }

    @Test
    void confidenceThatFalls_becauseTheTargetMovesOn_isNotTheReleasesFault() {
        window("alert", .5);
        answers(RecoveryDetector.CONFIDENCE_WINDOW, .95);
        window("alert", 2);
        answers(RecoveryDetector.CONFIDENCE_WINDOW, .8);

        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void confidence_isNotCompared_beforeThereAreAnswersEnough() {
        answers(RecoveryDetector.CONFIDENCE_WINDOW, .95);
        answers(RecoveryDetector.CONFIDENCE_WINDOW - 1, .5);

        assertThat(recovery.decide(END)).isInstanceOf(RolloutDecision.Advance.class);
    }

    private void answers(int count, double sure) {
        for (int i = 0; i < count; i++) {
            recovery.add(RolloutFixtures.prediction("oven", 2, sure));
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
                List.of()));
    }
}
