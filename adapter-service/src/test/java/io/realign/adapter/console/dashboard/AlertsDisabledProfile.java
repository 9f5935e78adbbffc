package io.realign.adapter.console.dashboard;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.realign.adapter.BrokerResource;
import java.util.List;
import java.util.Set;

/** The service on a real broker, without adaptations for the alerts of tests. */
public final class AlertsDisabledProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(IgnoredAlerts.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(BrokerResource.class));
    }
}
