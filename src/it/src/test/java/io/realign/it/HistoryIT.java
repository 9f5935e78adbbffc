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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows of the past is the same after the service or its database has been away, and whatever database it is. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class HistoryIT {
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(10);

    private LocalDeployment plant;
    private SimulatedSite site;
    private Program ordinary;
    private AdapterClient service;
    private Map<String, JsonNode> before;

    @BeforeAll
    void captureHistory(ThreeSiteScenario sites) {
        plant = sites.deployment;
        site = sites.adaptedSite;
        ordinary = sites.service;
        service = new AdapterClient(plant.adapterAddress());
        awaitStableHistory();
    }

    @Test
    void historyIsTheSame_afterTheServiceWasKilled() {
        plant.kill("adapter");
        plant.start(ordinary);

        comesBack();
    }

    @Test
    void historyIsTheSame_whenAnEmptyDatabaseReadsTheLogAgain(@TempDir Path empty) {
        plant.kill("adapter");
        plant.start(with(Map.of("REALIGN_HISTORY_DIRECTORY", empty.toString())));

        comesBack();

        plant.kill("adapter");
        plant.start(ordinary);
        comesBack();
    }

    @Test
    void historyIsTheSame_inPostgresql_whichMayBeAwayInTheMiddle(@TempDir Path directory) throws IOException {
        EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
        int port = database.getPort();
        plant.kill("adapter");
        plant.start(with(Map.of(
                "REALIGN_HISTORY_URL",
                database.getJdbcUrl("postgres", "postgres"),
                "REALIGN_HISTORY_USERNAME",
                "postgres")));
        comesBack();

        database.close();
        plant.await("a word that the history is away", () -> service.history().isEmpty());
        site.send(300);
        try (EmbeddedPostgres again = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start()) {
            assertThat(again.getPort()).isEqualTo(port);
            plant.await("the windows that came meanwhile", () -> windows() > windows(before));
            awaitStableHistory();
            Map<String, JsonNode> inPostgresql = before;
            plant.kill("adapter");
            plant.start(ordinary);
            comesBack();
            assertThat(before).isEqualTo(inPostgresql);
        }
    }

    private Program with(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(ordinary.environment());
        environment.putAll(settings);
        return new Program(ordinary.name(), ordinary.jvmFlags(), ordinary.command(), environment);
    }

    /** Waits until the history has not changed for longer than the jobs take to commit a transaction on a busy machine. */
    private void awaitStableHistory() {
        before = Map.of();
        AtomicReference<Instant> unchangedSince = new AtomicReference<>(Instant.now());
        plant.await("a history that rests", () -> {
            Map<String, JsonNode> now = service.history();
            if (!now.equals(before)) {
                before = now;
                unchangedSince.set(Instant.now());
            }
            return !before.isEmpty()
                    && Duration.between(unchangedSince.get(), Instant.now()).compareTo(QUIET_PERIOD) > 0;
        });
    }

    private void comesBack() {
        plant.await("the same history", () -> service.history().equals(before));
        assertThat(service.history()).isEqualTo(before);
        assertThat(before.get("/api/alerts?limit=1000")).hasSize(3);
        assertThat(windows(before)).isPositive();
    }

    private int windows() {
        return windows(service.history());
    }

    private static int windows(Map<String, JsonNode> history) {
        return history.entrySet().stream()
                .filter(list -> list.getKey().contains("/windows"))
                .mapToInt(list -> list.getValue().size())
                .sum();
    }
}
