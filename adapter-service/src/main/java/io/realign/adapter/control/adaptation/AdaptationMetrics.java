package io.realign.adapter.control.adaptation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Timers of the adaptations of this process, by outcome. At most one adaptation runs at a time. */
@Startup
@Singleton
public class AdaptationMetrics {
    private final Map<AdaptationStage, Timer> durations = new EnumMap<>(AdaptationStage.class);
    private final InstantSource clock;
    private volatile Optional<Instant> startedAt = Optional.empty();

    /** Registers the timers of all outcomes. Each count starts at zero, so that the first adaptation with an outcome increases it. */
    AdaptationMetrics(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        for (AdaptationStage stage : AdaptationStage.values()) {
            if (stage.isTerminal()) {
                durations.put(
                        stage,
                        Timer.builder("realign.adaptation.duration")
                                .description("Duration of an adaptation")
                                .tag("outcome", stage.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
        }
        TimeGauge.builder("realign.adaptation.running", () -> running().toMillis(), TimeUnit.MILLISECONDS)
                .description("Running time of the current adaptation, 0 if none runs")
                .register(meters);
    }

    /** Ignores the training of the base model, which is not an adaptation. */
    void onProgress(@Observes AdaptationProgress progress) {
        if (progress.adaptationId().isEmpty()) {
            return;
        }
        Instant since = startedAt.orElse(progress.at());
        if (progress.stage().isTerminal()) {
            startedAt = Optional.empty();
            durations.get(progress.stage()).record(Duration.between(since, progress.at()));
        } else {
            startedAt = Optional.of(since);
        }
    }

    private Duration running() {
        return startedAt.map(since -> Duration.between(since, clock.instant())).orElse(Duration.ZERO);
    }
}
