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

/**
 * Says how many alerts wait, and for how long.
 *
 * @param waiting those that wait now
 */
record AlertQueueMetrics(Supplier<List<QueuedAlert>> waiting, InstantSource clock) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("realign.alert.waiting", () -> waiting.get().size())
                .description("Alerts that nobody is at work on yet")
                .register(meters);
        TimeGauge.builder("realign.alert.oldest", () -> oldestWaitingAge().toMillis(), TimeUnit.MILLISECONDS)
                .description("How long the one of them that came first has waited, 0 if there is none")
                .register(meters);
    }

    private Duration oldestWaitingAge() {
        Instant now = clock.instant();
        return waiting.get().stream()
                .map(alert -> Duration.between(alert.queuedAt(), now))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
