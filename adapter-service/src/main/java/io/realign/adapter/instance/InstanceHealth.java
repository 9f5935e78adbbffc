package io.realign.adapter.instance;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: the broker has answered and all topics exist. A standby is ready, as it serves the API. */
@Readiness
public record InstanceHealth(Instance instance) implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        InstanceState state = instance.state();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("instance")
                .withData("state", state.name())
                .status(state != InstanceState.WAITING);
        instance.problems().forEach(response::withData);
        return response.build();
    }
}
