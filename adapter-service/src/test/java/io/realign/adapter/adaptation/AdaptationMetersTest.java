package io.realign.adapter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdaptationMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private final AdaptationMeters meters = new AdaptationMeters(registry, () -> now);

    @Test
    void adaptation_isTimedFromItsBeginToItsOutcome_andCountedByThat() {
        tell("a", Stage.REPLAYING, 0);
        tell("a", Stage.TRAINING, 5);
        double before = running();
        tell("a", Stage.REFUSED, 7);

        assertThat(before).isEqualTo(5);
        assertThat(running()).isZero();
        assertThat(ended("refused").count()).isEqualTo(1);
        assertThat(ended("refused").totalTime(TimeUnit.SECONDS)).isEqualTo(7);
    }

    @Test
    void outcomes_areAllThereFromTheStart() {
        assertThat(registry.find("realign.adaptation.duration").timers())
                .extracting(timer -> timer.getId().getTag("outcome"))
                .containsExactlyInAnyOrder("released", "refused", "failed", "withheld", "skipped");
    }

    @Test
    void versionOne_isNoAdaptation() {
        tell("", Stage.TRAINING, 0);
        tell("", Stage.RELEASED, 9);

        assertThat(running()).isZero();
        assertThat(ended("released").count()).isZero();
    }

    private void tell(String adaptation, Stage stage, int second) {
        now = Instant.EPOCH.plusSeconds(second);
        meters.hear(new AdaptationProgress(adaptation, "oven", stage, 0, 0, 0, 0, 0, now));
    }

    private double running() {
        return registry.get("realign.adaptation.running").timeGauge().value(TimeUnit.SECONDS);
    }

    private Timer ended(String outcome) {
        return registry.get("realign.adaptation.duration")
                .tag("outcome", outcome)
                .timer();
    }
}
