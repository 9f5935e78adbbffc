package io.realign.adapter.model;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that the topics can be read and that everything they say is known; version 1 may still be waited for. */
@Readiness
public class RegistryHealth implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Registry registry;

    RegistryHealth(Registry registry) {
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("registry");
        try {
            return response.withData(
                            "releases", registry.refresh(PATIENCE).releases().size())
                    .up()
                    .build();
        } catch (KafkaException e) {
            return response.withData("cause", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
