package io.realign.adapter.console.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.realign.adapter.store.ArtifactStoreHealth;
import io.realign.adapter.store.ModelRegistryHealth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Exports the readiness checks of the service as a gauge. */
final class ReadinessMetrics {
    private final List<HealthCheck> checks;
    private final GaugeTable ready;

    ReadinessMetrics(MeterRegistry meters, ModelRegistryHealth registry, ArtifactStoreHealth artifacts) {
        checks = List.of(registry, artifacts);
        ready = new GaugeTable(meters, "realign.component.ready", null, "1 if the component is ready");
    }

    void update() {
        Map<Tags, Double> values = new LinkedHashMap<>();
        for (HealthCheck check : checks) {
            HealthCheckResponse response = check.call();
            values.put(
                    Tags.of("component", response.getName()),
                    response.getStatus() == HealthCheckResponse.Status.UP ? 1.0 : 0.0);
        }
        ready.update(values);
    }
}
