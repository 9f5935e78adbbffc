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
        HttpResponse<String> answer = get("live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(check(answer, "threads").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void readiness_isUp_whenRegistryAndArtifactStoreWork() throws Exception {
        HttpResponse<String> answer = get("ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(check(answer, "registry").path("status").asText()).isEqualTo("UP");
        assertThat(check(answer, "artifacts").path("status").asText()).isEqualTo("UP");
    }

    private static JsonNode check(HttpResponse<String> answer, String name) throws IOException {
        for (JsonNode check : new ObjectMapper().readTree(answer.body()).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("expected a check '" + name + "', got " + answer.body());
    }

    private HttpResponse<String> get(String what) throws Exception {
        return http.send(HttpRequest.newBuilder(health.resolve(what)).build(), BodyHandlers.ofString());
    }
}
