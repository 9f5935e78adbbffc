package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.realign.cli.launch.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The history is the same after an outage of the service or of its database, and in every supported database. Each test replaces
 * the service of the one before, and the last one returns to the first database.
 */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class HistoryIT {
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(10);

    private LocalDeployment deployment;
    private SimulatedSite site;
    private Program defaultService;
    private AdapterClient client;
    private Map<String, JsonNode> expected;

    @BeforeAll
    void captureHistory(ThreeSiteScenario sites) {
        deployment = sites.deployment;
        site = sites.adaptedSite;
        defaultService = sites.service;
        client = new AdapterClient(deployment.adapterAddress());
        awaitStableHistory();
    }

    @Test
    @Order(1)
    void history_isUnchanged_afterACrashOfTheService() {
        deployment.kill("adapter");
        deployment.start(defaultService);

        assertHistoryRestored();
    }

    @Test
    @Order(2)
    void history_isRebuiltFromKafka_inAnEmptyDatabase(@TempDir Path empty) {
        deployment.kill("adapter");
        deployment.start(withSettings(Map.of("REALIGN_HISTORY_DIRECTORY", empty.toString())));

        assertHistoryRestored();
        deployment.kill("adapter");
    }

    @Test
    @Order(3)
    void history_isUnchanged_inPostgresql_afterAnOutageOfTheDatabase(@TempDir Path directory) throws IOException {
        EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
        int port = database.getPort();
        deployment.kill("adapter");
        deployment.start(withSettings(Map.of(
                "REALIGN_HISTORY_URL",
                database.getJdbcUrl("postgres", "postgres"),
                "REALIGN_HISTORY_USERNAME",
                "postgres")));
        assertHistoryRestored();

        database.close();
        deployment.await(
                "the outage of the history database", () -> client.history().isEmpty());
        site.send(300);
        try (EmbeddedPostgres restarted = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start()) {
            assertThat(restarted.getPort()).isEqualTo(port);
            deployment.await("the windows of the outage", () -> windowCount() > windowCount(expected));
            awaitStableHistory();
            Map<String, JsonNode> inPostgresql = expected;
            deployment.kill("adapter");
            deployment.start(defaultService);
            assertHistoryRestored();
            assertThat(expected).isEqualTo(inPostgresql);
        }
    }

    private Program withSettings(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(defaultService.environment());
        environment.putAll(settings);
        return new Program(defaultService.name(), defaultService.jvmFlags(), defaultService.command(), environment);
    }

    /** Waits until the history is unchanged for longer than a transaction of the jobs takes on a busy machine. */
    private void awaitStableHistory() {
        expected = Map.of();
        AtomicReference<Instant> unchangedSince = new AtomicReference<>(Instant.now());
        deployment.await("a stable history", () -> {
            Map<String, JsonNode> current = client.history();
            if (!current.equals(expected)) {
                expected = current;
                unchangedSince.set(Instant.now());
            }
            return !expected.isEmpty()
                    && Duration.between(unchangedSince.get(), Instant.now()).compareTo(QUIET_PERIOD) > 0;
        });
    }

    private void assertHistoryRestored() {
        deployment.await("the restored history", () -> client.history().equals(expected));
        assertThat(client.history()).isEqualTo(expected);
        assertThat(expected.get("/api/alerts?limit=1000")).hasSize(3);
        assertThat(windowCount(expected)).isPositive();
    }

    private int windowCount() {
        return windowCount(client.history());
    }

    private static int windowCount(Map<String, JsonNode> history) {
        return history.entrySet().stream()
                .filter(list -> list.getKey().contains("/windows"))
                .mapToInt(list -> list.getValue().size())
                .sum();
    }
}
