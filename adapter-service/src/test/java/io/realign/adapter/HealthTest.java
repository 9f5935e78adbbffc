package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    private static JsonNode check(HttpResponse<String> response, String name) throws IOException {
        for (JsonNode check : new ObjectMapper().readTree(response.body()).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("expected a check '" + name + "', got " + response.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(health.resolve(path)).build(), BodyHandlers.ofString());
    }
}
