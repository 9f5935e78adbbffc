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
    void adaptation_isTimedAndCountedByOutcome() {
        report("a", AdaptationStage.REPLAYING, 0);
        report("a", AdaptationStage.TRAINING, 5);
        double before = running();
        report("a", AdaptationStage.REJECTED, 7);

        assertThat(before).isEqualTo(5);
        assertThat(running()).isZero();
        assertThat(completed("rejected").count()).isEqualTo(1);
        assertThat(completed("rejected").totalTime(TimeUnit.SECONDS)).isEqualTo(7);
    }

    @Test
    void outcomes_areRegisteredAtTheStart() {
        assertThat(registry.find("realign.adaptation.duration").timers())
                .extracting(timer -> timer.getId().getTag("outcome"))
                .containsExactlyInAnyOrder("released", "rejected", "failed", "withheld", "skipped");
    }

    @Test
    void baseModelTraining_isNotCounted() {
        report("", AdaptationStage.TRAINING, 0);
        report("", AdaptationStage.RELEASED, 9);

        assertThat(running()).isZero();
        assertThat(completed("released").count()).isZero();
    }

    private void report(String adaptation, AdaptationStage stage, int second) {
        now = Instant.EPOCH.plusSeconds(second);
        meters.onProgress(new AdaptationProgress(adaptation, "oven", stage, now));
    }

    private double running() {
        return registry.get("realign.adaptation.running").timeGauge().value(TimeUnit.SECONDS);
    }

    private Timer completed(String outcome) {
        return registry.get("realign.adaptation.duration")
                .tag("outcome", outcome)
                .timer();
    }
}
