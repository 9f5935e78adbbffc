package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.realign.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that starts before its broker. */
@QuarkusTest
@TestProfile(BrokerOutageTest.WithoutBroker.class)
class BrokerOutageTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    /** Settings of a service whose broker does not run. */
    public static final class WithoutBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path files = Files.createTempDirectory("broker-outage-test");
                return Map.of(
                        "realign.bootstrap",
                        "127.0.0.1:" + freePort(),
                        "realign.features",
                        "4",
                        "realign.labels",
                        "acetone,ethanol",
                        "realign.artifacts",
                        files.resolve("artifacts").toString(),
                        "realign.history.directory",
                        files.resolve("history").toString(),
                        "realign.keys",
                        TestSigningKeys.directory().toString());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create a directory for the test", e);
            }
        }
    }

    @Test
    void service_waitsForItsBroker_andLeadsWhenItIsAvailable() throws Exception {
        int port = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
        HttpResponse<String> waiting = get("q/health/ready");
        assertThat(waiting.statusCode()).isEqualTo(503);
        assertThat(waiting.body()).contains("WAITING", bootstrap);
        Eventually.get(
                "the reason",
                () -> get("q/health/ready")
                                .body()
                                .contains("expected a Kafka broker that answers, got none at " + bootstrap)
                        ? true
                        : null);
        assertThat(get("q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("api/instance").body()).contains("\"state\":\"WAITING\"", "expected a Kafka broker");
        HttpResponse<String> command = http.send(
                HttpRequest.newBuilder(service.resolve("api/rollouts/oven/pause"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"version\": 2, \"step\": 0}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(command.statusCode()).isEqualTo(503);
        assertThat(command.body()).contains("Not the leader", "this process is WAITING");

        try (EmbeddedBroker broker = TestBroker.start(port, directory)) {
            Eventually.get(
                    "the leader on " + broker.bootstrapServers(),
                    () -> get("api/instance").body().contains("\"state\":\"LEADER\",\"problems\":{}") ? true : null);
            Eventually.get("readiness", () -> get("q/health/ready").statusCode() == 200 ? true : null);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find a free port", e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(service.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
