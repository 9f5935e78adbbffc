package io.realign.adapter.control.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdaptationMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private final AdaptationMetrics meters = new AdaptationMetrics(registry, () -> now);

    @Test
    void adaptation_isTimedFromItsBeginToItsOutcome_andCountedByThat() {
        tell("a", AdaptationStage.REPLAYING, 0);
        tell("a", AdaptationStage.TRAINING, 5);
        double before = running();
        tell("a", AdaptationStage.REJECTED, 7);

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
        tell("", AdaptationStage.TRAINING, 0);
        tell("", AdaptationStage.RELEASED, 9);

        assertThat(running()).isZero();
        assertThat(ended("released").count()).isZero();
    }

    private void tell(String adaptation, AdaptationStage stage, int second) {
        now = Instant.EPOCH.plusSeconds(second);
        meters.onProgress(new AdaptationProgress(adaptation, "oven", stage, 0, 0, 0, 0, 0, now));
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
