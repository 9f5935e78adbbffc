package io.realign.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** What the adapter service answers. */
final class AdapterClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    AdapterClient(String address) {
        this.address = URI.create(address);
    }

    /** Everything that the page shows of the past, by the path that it comes from; empty while the service does not answer. */
    Map<String, JsonNode> history() {
        Map<String, JsonNode> all = new TreeMap<>();
        for (String list : new String[] {"alerts", "adaptations", "releases", "consumers", "dead-letters", "domains"}) {
            String path = "/api/" + list + "?limit=1000";
            JsonNode answer = read(path);
            if (answer.isMissingNode()) {
                return Map.of();
            }
            all.put(path, answer);
        }
        for (JsonNode domain : all.get("/api/domains?limit=1000")) {
            String path = "/api/domains/" + domain.get("domain").asText() + "/windows?limit=5000";
            all.put(path, read(path));
        }
        return all;
    }

    /** What is answered with 200; missing otherwise, also while nobody answers. */
    JsonNode read(String path) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.missingNode();
        } catch (IOException e) {
            return JSON.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
