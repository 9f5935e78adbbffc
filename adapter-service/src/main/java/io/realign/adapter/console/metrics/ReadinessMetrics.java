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

/** What is behind the readiness of the service, also where nobody probes it. */
final class ReadinessMetrics {
    private final List<HealthCheck> checks;
    private final GaugeTable ready;

    ReadinessMetrics(MeterRegistry meters, ModelRegistryHealth registry, ArtifactStoreHealth artifacts) {
        checks = List.of(registry, artifacts);
        ready = new GaugeTable(
                meters, "realign.model.ready", null, "1 while releases can be read, and while artifacts can be stored");
    }

    void update() {
        Map<Tags, Double> answers = new LinkedHashMap<>();
        for (HealthCheck check : checks) {
            HealthCheckResponse answer = check.call();
            answers.put(
                    Tags.of("check", answer.getName()),
                    answer.getStatus() == HealthCheckResponse.Status.UP ? 1.0 : 0.0);
        }
        ready.update(answers);
    }
}
