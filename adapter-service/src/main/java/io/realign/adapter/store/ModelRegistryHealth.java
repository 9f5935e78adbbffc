package io.realign.adapter.store;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: the registry can be read to the end of its topics. A base model is not required. */
@Readiness
public record ModelRegistryHealth(ModelRegistry registry) implements HealthCheck {
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(2);

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("registry");
        try {
            return response.withData(
                            "releases",
                            registry.refresh(BROKER_TIMEOUT).releases().size())
                    .up()
                    .build();
        } catch (KafkaException e) {
            return response.withData("cause", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
