package io.realign.adapter;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.realign.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts a broker with all topics, and configures the service for it. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
    private EmbeddedBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("adapter-service-test");
            broker = TestBroker.start(directory.resolve("broker"));
            Map<String, String> settings = new HashMap<>(immediateRollout());
            settings.putAll(Map.of(
                    "realign.bootstrap",
                    broker.bootstrapServers(),
                    "realign.features",
                    "4",
                    "realign.labels",
                    "acetone,ethanol",
                    "realign.source.quiet-period",
                    "PT0.5S",
                    "realign.budget.cooldown",
                    "PT0S",
                    "realign.allowed-hosts",
                    "realign.example",
                    "realign.release-ttl",
                    "P1D",
                    "realign.artifacts",
                    directory.resolve("artifacts").toString(),
                    "realign.history.directory",
                    directory.resolve("history").toString(),
                    "realign.keys",
                    TestSigningKeys.directory().toString()));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a directory for the test", e);
        }
    }

    /** Rollouts without consumers and events. */
    private static Map<String, String> immediateRollout() {
        return Map.of(
                "realign.rollout.traffic-percent",
                "50",
                "realign.rollout.step-min-duration",
                "PT0S",
                "realign.rollout.min-compared-events",
                "0",
                "realign.rollout.consumer-load-timeout",
                "PT0S");
    }

    @Override
    public void stop() {
        broker.close();
    }
}
