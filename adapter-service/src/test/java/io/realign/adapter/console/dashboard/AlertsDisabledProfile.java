package io.realign.adapter.console.dashboard;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.realign.adapter.BrokerResource;
import java.util.List;
import java.util.Map;

/** The service on a real broker, without adaptations for the alerts of tests. */
public final class AlertsDisabledProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("mp.messaging.incoming.drift-alerts.enabled", "false");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(BrokerResource.class));
    }
}
