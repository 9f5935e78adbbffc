package io.realign.adapter.console.dashboard;

import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Health check of the jobs. It is a wellness check, which does not affect readiness: a job that restarts needs the artifacts of this
 * service.
 */
@Wellness
public record JobHealth(JobMonitor monitor) implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("jobs");
        monitor.staleJobs().forEach((job, since) -> response.withData(job, "stale since " + since));
        return response.status(monitor.staleJobs().isEmpty()).build();
    }
}
