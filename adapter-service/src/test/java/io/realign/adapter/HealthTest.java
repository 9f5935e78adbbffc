package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** Health checks of a running service. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class HealthTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/q/health/")
    URI health;

    @Test
    void liveness_isUp_whileEveryWorkerThreadRuns() throws Exception {
        HttpResponse<String> response = get("live");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(check(response, "threads").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void readiness_isUp_whenRegistryAndArtifactStoreWork() throws Exception {
        HttpResponse<String> response = get("ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(check(response, "registry").path("status").asText()).isEqualTo("UP");
        assertThat(check(response, "artifacts").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void wellness_isUp_whileNoJobIsStale() throws Exception {
        HttpResponse<String> response = get("well");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(check(response, "jobs").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void readiness_saysThatThisProcessIsTheLeader() {
        Eventually.get("the leader", () -> {
            String state = check(ready(), "instance").at("/data/state").asText();
            return state.equals("LEADER") ? state : null;
        });
    }

    @Test
    void consoleLog_escapesLineBreaks() {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "oven\nforged", HealthTest.class.getName());
        record.setLoggerName("io.realign.adapter.Any");

        for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
            if (handler.getFilter() != null) {
                handler.getFilter().isLoggable(record);
            }
        }

        assertThat(record.getMessage()).isEqualTo("oven\\u000aforged");
    }

    private HttpResponse<String> ready() {
        try {
            return get("ready");
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the readiness check", e);
        }
    }

    private static JsonNode check(HttpResponse<String> response, String name) {
        for (JsonNode check : json(response).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("expected a check '" + name + "', got " + response.body());
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(health.resolve(path)).build(), BodyHandlers.ofString());
    }
}
