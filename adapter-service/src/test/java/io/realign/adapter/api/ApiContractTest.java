package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adapter.BrokerResource;
import io.realign.adapter.api.OpenApiModel.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API matches its OpenAPI document, and rejects all other requests. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class ApiContractTest {
    private static final int MALFORMED = 500;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyOperation_hasIdSummaryAndResponses() throws Exception {
        List<Operation> operations = new OpenApiModel(service).operations();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(13).allSatisfy(operation -> {
            assertThat(operation.id()).isNotEmpty();
            assertThat(operation.node().path("summary").asText()).isNotEmpty();
            assertThat(operation.node().path("responses").size()).isPositive();
        });
        assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates();
    }

    @Test
    void everyOperation_respondsAsDocumented() throws Exception {
        for (Operation operation : new OpenApiModel(service).operations()) {
            if (operation.streams()) {
                continue;
            }
            HttpResponse<byte[]> response =
                    send(operation.method(), operation.filled("absent"), OpenApiModel.body(operation));
            String type = OpenApiModel.type(response);
            assertThat(operation.types(response.statusCode()))
                    .as(
                            "media types of %s %s with status %d",
                            operation.method(), operation.path(), response.statusCode())
                    .anyMatch(known -> type.startsWith(known));
        }
    }

    @Test
    void undocumentedRequests_areProblems_withoutInternalDetails() throws Exception {
        Random random = new Random(1);
        List<Operation> operations = new OpenApiModel(service).operations();
        List<String> documented = operations.stream()
                .map(operation -> operation.method() + " " + operation.path())
                .toList();
        for (int i = 0; i < MALFORMED; i++) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            String method = operation.method();
            String target = operation.filled(garbage(random));
            BodyPublisher body = BodyPublishers.noBody();
            switch (random.nextInt(4)) {
                case 0 -> {
                    List<String> undocumentedMethods = METHODS.stream()
                            .filter(candidate -> !documented.contains(candidate + " " + operation.path()))
                            .toList();
                    method = undocumentedMethods.get(random.nextInt(undocumentedMethods.size()));
                }
                case 1 -> target += "/" + garbage(random);
                case 2 -> {
                    method = "POST";
                    target = operation.filled(garbage(random)) + garbage(random);
                    body = BodyPublishers.ofByteArray(bytes(random));
                }
                default -> target = garbage(random) + "/" + garbage(random);
            }
            HttpResponse<byte[]> response = send(method, target, body);
            String text = new String(response.body(), UTF_8);
            String description = "%d: %s %s -> %d %s".formatted(i, method, target, response.statusCode(), text);
            assertThat(response.statusCode()).as(description).isBetween(400, 499);
            assertThat(OpenApiModel.type(response)).as(description).startsWith(OpenApiModel.PROBLEM);
            JsonNode problem = OpenApiModel.json(response.body());
            assertThat(problem.get("status").asInt()).as(description).isEqualTo(response.statusCode());
            assertThat(problem.get("title").asText()).as(description).isNotEmpty();
            assertThat(problem.get("detail").asText()).as(description).isNotEmpty();
            assertThat(text)
                    .as(description)
                    .doesNotContain("Exception", "\tat ", "io.realign.", "io.quarkus.", "java.lang");
        }
    }

    /** Quarkus rejects these before it calls any code of the service. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/rollouts/%zz/pause", "/api/%", "/dashboard/%"})
    void invalidUri_isRejected_withoutContent(String path) throws Exception {
        RawHttpClient client = new RawHttpClient(service);

        RawHttpClient.RawResponse response = client.send("GET " + path, "Host: " + client.host());

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS *,                       0,      400",
        "POST /api/rollouts/%c3%28/pause, 0,      400",
        "GET /nothing/%00,                0,      404",
        "POST /api/rollouts/oven/pause,   131072, 413",
    })
    void malformedRequest_isAProblem_withoutInternalDetails(String request, int length, int status) throws Exception {
        RawHttpClient client = new RawHttpClient(service);

        RawHttpClient.RawResponse response = client.send(
                request, "Host: " + client.host(), "Content-Type: application/json", "Content-Length: " + length);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.head().toLowerCase(Locale.ROOT)).contains("content-type: " + OpenApiModel.PROBLEM);
        assertThat(OpenApiModel.json(response.body().getBytes(UTF_8))
                        .get("status")
                        .asInt())
                .isEqualTo(status);
        assertThat(response.body()).doesNotContain("Exception", "io.realign.", "io.quarkus.");
    }

    private static String garbage(Random random) {
        String alphabet = "abcXYZ0189-_.~ %&=?#/\\'\"<>{}|^`äß漢\u0000\n\r\t;:@$,+*()![]";
        String text = IntStream.range(0, 1 + random.nextInt(40))
                .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                .collect(Collectors.joining());
        return "x" + URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private HttpResponse<byte[]> send(String method, String target, BodyPublisher body) throws Exception {
        return new OpenApiModel(service).send(method, target, body, Optional.empty());
    }
}
