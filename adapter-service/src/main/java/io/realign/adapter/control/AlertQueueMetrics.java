package io.realign.adapter.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.realign.adaptation.budget.QueuedAlert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gauges of the waiting alerts: their number, and the waiting time of the oldest. */
record AlertQueueMetrics(Supplier<List<QueuedAlert>> waiting, InstantSource clock) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("realign.alert.waiting", () -> waiting.get().size())
                .description("Alerts waiting for an adaptation")
                .register(meters);
        TimeGauge.builder(
                        "realign.alert.oldest.waiting.age",
                        () -> oldestWaitingAge().toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("Waiting time of the oldest waiting alert, 0 if none waits")
                .register(meters);
    }

    private Duration oldestWaitingAge() {
        Instant now = clock.instant();
        return waiting.get().stream()
                .map(alert -> Duration.between(alert.queuedAt(), now))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
