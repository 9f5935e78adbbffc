package io.realign.adapter.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: an artifact can be stored. The result is cached, since object stores charge for requests. */
@Readiness
@ApplicationScoped
public class ArtifactStoreHealth implements HealthCheck {
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(15);

    private final ArtifactStore store;
    private final InstantSource clock;
    private Instant checkedAt = Instant.MIN;
    private Optional<String> cause = Optional.empty();

    ArtifactStoreHealth(ArtifactStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        Instant now = clock.instant();
        if (checkedAt.plus(CHECK_INTERVAL).isBefore(now)) {
            checkedAt = now;
            cause = checkStore();
        }
        var response = HealthCheckResponse.named("artifacts").status(cause.isEmpty());
        return cause.map(message -> response.withData("cause", message))
                .orElse(response)
                .build();
    }

    private Optional<String> checkStore() {
        try {
            store.checkWritable();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
