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

/** HTTP client of the adapter service. */
final class AdapterClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    AdapterClient(String address) {
        this.address = URI.create(address);
    }

    /** All lists of the dashboard by request path; empty while the service or its history database is not available. */
    Map<String, JsonNode> history() {
        Map<String, JsonNode> all = new TreeMap<>();
        for (String resource :
                new String[] {"alerts", "adaptations", "releases", "consumers", "dead-letters", "domains"}) {
            String path = "/api/" + resource + "?limit=1000";
            JsonNode list = read(path);
            if (list.isMissingNode()) {
                return Map.of();
            }
            all.put(path, list);
        }
        for (JsonNode domain : all.get("/api/domains?limit=1000")) {
            String path = "/api/domains/" + domain.get("domain").asText() + "/windows?limit=5000";
            all.put(path, read(path));
        }
        return all;
    }

    /** The body of a response with status 200; a missing node for any other status or a connection error. */
    JsonNode read(String path) {
        try {
            HttpResponse<byte[]> response =
                    http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
        } catch (IOException e) {
            return JSON.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
