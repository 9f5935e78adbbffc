package io.realign.adapter.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that an artifact could be stored. It is tried, but not at every question: a bucket charges for it. */
@Readiness
@ApplicationScoped
public class ArtifactsHealth implements HealthCheck {
    static final Duration EVERY = Duration.ofSeconds(15);

    private final ArtifactStore store;
    private final InstantSource clock;
    private Instant triedAt = Instant.MIN;
    private Optional<String> cause = Optional.empty();

    ArtifactsHealth(ArtifactStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        Instant now = clock.instant();
        if (triedAt.plus(EVERY).isBefore(now)) {
            triedAt = now;
            cause = attempt();
        }
        var response = HealthCheckResponse.named("artifacts").status(cause.isEmpty());
        return cause.map(what -> response.withData("cause", what))
                .orElse(response)
                .build();
    }

    private Optional<String> attempt() {
        try {
            store.probe();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
