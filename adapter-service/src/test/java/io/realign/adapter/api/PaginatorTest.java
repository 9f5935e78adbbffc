package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adapter.BrokerResource;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.ReleaseFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paging and conditional requests of lists. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class PaginatorTest {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @Test
    void pages_coverTheWholeList() throws Exception {
        List<String> expected = List.of("page-a", "page-b", "page-c", "page-d", "page-e");
        try (KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            kafka.send(expected.stream()
                    .map(domain -> ReleaseFixtures.release(domain, 1, ""))
                    .toList());
        }
        Eventually.get(
                "all releases", () -> domains("api/releases?limit=1000").containsAll(expected) ? expected : null);

        List<String> visited = new ArrayList<>();
        Optional<URI> next = Optional.of(service.resolve("api/releases?limit=2"));
        while (next.isPresent()) {
            HttpResponse<byte[]> page = get(next.get(), "none");
            List<String> domains = domains(page);
            assertThat(domains).hasSizeBetween(1, 2);
            visited.addAll(domains);
            next = next(page);
        }

        // Other tests may add releases at the same time.
        assertThat(visited)
                .filteredOn(expected::contains)
                .containsExactly("page-e", "page-d", "page-c", "page-b", "page-a");
    }

    @Test
    void unchangedPage_isNotSentAgain() throws Exception {
        URI page = service.resolve("api/adaptations");
        HttpResponse<byte[]> first = Eventually.get("the history", () -> {
            HttpResponse<byte[]> response = fetch(page);
            return response.statusCode() == 200 ? response : null;
        });
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = get(page, tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "limit=many", "limit=99999999999", "after=nothing"})
    void invalidPageRequest_isAProblem_thatStatesTheExpectedValue(String query) throws Exception {
        HttpResponse<byte[]> response = get(service.resolve("api/releases?" + query), "none");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), UTF_8)).contains("expected", query.substring(query.indexOf('=') + 1));
    }

    private List<String> domains(String path) {
        try {
            return domains(fetch(service.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> fetch(URI address) {
        try {
            return get(address, "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> domains(HttpResponse<byte[]> page) throws IOException {
        List<String> domains = new ArrayList<>();
        for (JsonNode release : JSON.readTree(page.body())) {
            domains.add(release.get("domain").asText());
        }
        return domains;
    }

    private static Optional<URI> next(HttpResponse<byte[]> page) {
        Matcher link = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
        return link.find() ? Optional.of(URI.create(link.group(1))) : Optional.empty();
    }

    private HttpResponse<byte[]> get(URI address, String known) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("If-None-Match", "none".equals(known) ? "\"none\"" : known)
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }
}
