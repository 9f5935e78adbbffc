package io.realign.adapter.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.realign.adapter.model.ArtifactsHealth;
import io.realign.adapter.model.RegistryHealth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What is behind the readiness of the service, also where nobody probes it. */
final class Checks {
    private final List<HealthCheck> checks;
    private final GaugeTable ready;

    Checks(MeterRegistry meters, RegistryHealth registry, ArtifactsHealth artifacts) {
        checks = List.of(registry, artifacts);
        ready = new GaugeTable(
                meters, "realign.model.ready", null, "1 while releases can be read, and while artifacts can be stored");
    }

    void show() {
        Map<Tags, Double> answers = new LinkedHashMap<>();
        for (HealthCheck check : checks) {
            HealthCheckResponse answer = check.call();
            answers.put(
                    Tags.of("check", answer.getName()),
                    answer.getStatus() == HealthCheckResponse.Status.UP ? 1.0 : 0.0);
        }
        ready.show(answers);
    }
}
