package io.realign.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The OpenAPI document of a running service. */
record OpenApiModel(URI service) {
    static final String PROBLEM = "application/problem+json";
    private static final String PROBLEM_RESPONSE = "#/components/responses/Problem";
    static final String STREAM = "text/event-stream";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One operation of the document. */
    record Operation(String path, String method, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        /** Media types of the responses with a status, or with its class such as {@code 4XX}. */
        List<String> types(int status) {
            JsonNode responses = node.path("responses");
            JsonNode response = responses.path(Integer.toString(status));
            if (response.isMissingNode()) {
                response = responses.path(status / 100 + "XX");
            }
            List<String> types = new ArrayList<>();
            response.path("content").properties().forEach(entry -> types.add(entry.getKey()));
            return response.path("$ref").asText().equals(PROBLEM_RESPONSE) ? List.of(PROBLEM) : types;
        }

        /** Whether the response is an event stream. */
        boolean streams() {
            return types(200).contains(STREAM);
        }

        /** The path with a value for each parameter. */
        String filled(String value) {
            String path = this.path.substring(1);
            for (JsonNode parameter : node.path("parameters")) {
                path = path.replace("{" + parameter.get("name").asText() + "}", value);
            }
            return path;
        }
    }

    List<Operation> operations() throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                send("GET", "api/openapi?format=json", HttpRequest.BodyPublishers.noBody(), Optional.empty());
        List<Operation> operations = new ArrayList<>();
        JSON.readTree(response.body()).get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.add(new Operation(
                        path.getKey(), operation.getKey().toUpperCase(Locale.ROOT), operation.getValue()))));
        return operations;
    }

    HttpResponse<byte[]> send(String method, String target, BodyPublisher body, Optional<String> authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(target)).method(method, body);
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        authorization.ifPresent(header -> request.header("Authorization", header));
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A valid body for any command; none for other operations. */
    static BodyPublisher body(Operation operation) {
        return operation.method().equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString("{\"version\": 1, \"step\": 0}");
    }

    static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    static JsonNode json(byte[] body) throws IOException {
        return JSON.readTree(body);
    }
}
