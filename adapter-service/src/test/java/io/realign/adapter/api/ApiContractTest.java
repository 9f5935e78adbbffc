package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adapter.BrokerResource;
import io.realign.adapter.api.OpenApiModel.Operation;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API does what its OpenAPI document says, and only that. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class ApiContractTest {
    private static final int MALFORMED = 500;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyOperation_isNamed_summarised_andSaysWhatItAnswers() throws Exception {
        List<Operation> operations = new OpenApiModel(service).operations();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(13).allSatisfy(operation -> {
            assertThat(operation.id()).isNotEmpty();
            assertThat(operation.node().path("summary").asText()).isNotEmpty();
            assertThat(operation.node().path("responses").size()).isPositive();
        });
        assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates();
    }

    @Test
    void everyOperation_answersAsItsDocumentSays() throws Exception {
        for (Operation operation : new OpenApiModel(service).operations()) {
            if (operation.streams()) {
                continue;
            }
            HttpResponse<byte[]> answer = send(operation.method(), operation.filled("absent"), BodyPublishers.noBody());
            String type = OpenApiModel.type(answer);
            assertThat(operation.types(answer.statusCode()))
                    .as("%s %s answered %d", operation.method(), operation.path(), answer.statusCode())
                    .anyMatch(known -> type.startsWith(known));
        }
    }

    @Test
    void requestsOutsideTheDocument_areProblems_thatSayNothingOfTheInside() throws Exception {
        Random chance = new Random(1);
        List<Operation> operations = new OpenApiModel(service).operations();
        List<String> documented = operations.stream()
                .map(operation -> operation.method() + " " + operation.path())
                .toList();
        for (int i = 0; i < MALFORMED; i++) {
            Operation operation = operations.get(chance.nextInt(operations.size()));
            String method = operation.method();
            String target = operation.filled(garbage(chance));
            BodyPublisher body = BodyPublishers.noBody();
            switch (chance.nextInt(4)) {
                case 0 -> {
                    List<String> others = METHODS.stream()
                            .filter(other -> !documented.contains(other + " " + operation.path()))
                            .toList();
                    method = others.get(chance.nextInt(others.size()));
                }
                case 1 -> target += "/" + garbage(chance);
                case 2 -> {
                    method = "POST";
                    target = operation.filled(garbage(chance)) + garbage(chance);
                    body = BodyPublishers.ofByteArray(bytes(chance));
                }
                default -> target = garbage(chance) + "/" + garbage(chance);
            }
            HttpResponse<byte[]> answer = send(method, target, body);
            String said = new String(answer.body(), UTF_8);
            String asked = "%d: %s %s -> %d %s".formatted(i, method, target, answer.statusCode(), said);
            assertThat(answer.statusCode()).as(asked).isBetween(400, 499);
            assertThat(OpenApiModel.type(answer)).as(asked).startsWith(OpenApiModel.PROBLEM);
            JsonNode problem = OpenApiModel.json(answer.body());
            assertThat(problem.get("status").asInt()).as(asked).isEqualTo(answer.statusCode());
            assertThat(problem.get("title").asText()).as(asked).isNotEmpty();
            assertThat(problem.get("detail").asText()).as(asked).isNotEmpty();
            assertThat(said).as(asked).doesNotContain("Exception", "\tat ", "io.realign.", "io.quarkus.", "java.lang");
        }
    }

    /** Not all of these get as far as to what could answer with a problem. */
    @ParameterizedTest
    @CsvSource({
        "GET /api/rollouts/%zz/pause,     0,      400",
        "GET /api/%,                      0,      400",
        "POST /api/rollouts/%c3%28/pause, 0,      404",
        "GET /nothing/%00,                0,      404",
        "POST /api/rollouts/oven/pause,   131072, 413",
    })
    void requestThatNoClientWouldSend_isRefused_withoutAWordOfTheInside(String request, int length, int status)
            throws Exception {
        String head =
                "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n".formatted(request, length);
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(head.getBytes(UTF_8));
            String said = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(said).startsWith("HTTP/1.1 " + status).doesNotContain("Exception", "io.realign.", "io.quarkus.");
        }
    }

    private static String garbage(Random chance) {
        String alphabet = "abcXYZ0189-_.~ %&=?#/\\'\"<>{}|^`äß漢\u0000\n\r\t;:@$,+*()![]";
        String text = IntStream.range(0, 1 + chance.nextInt(40))
                .mapToObj(i -> String.valueOf(alphabet.charAt(chance.nextInt(alphabet.length()))))
                .collect(Collectors.joining());
        return "x" + URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static byte[] bytes(Random chance) {
        byte[] bytes = new byte[chance.nextInt(2000)];
        chance.nextBytes(bytes);
        return bytes;
    }

    private HttpResponse<byte[]> send(String method, String target, BodyPublisher body) throws Exception {
        return new OpenApiModel(service).send(method, target, body, Optional.empty());
    }
}
