package io.realign.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.ReleaseFixtures;
import io.realign.adapter.api.RawHttpClient.RawResponse;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of other sites, malformed requests and repeated commands. None of them reads or changes anything. */
abstract class HttpAttackContract {
    private static final int PARALLEL_COMMANDS = 8;
    private static final String COMMAND = "{\"version\": 2, \"step\": 0}";
    private static final List<String> READ_PATHS =
            List.of("/", "/api/rollouts", "/api/dashboard", "/api/openapi", "/metrics", "/q/health/ready", "/nothing");

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    /** Headers with the credentials of an administrator, if the service requires any. */
    abstract List<String> credentials();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evillocalhost",
                "203.0.113.7",
                "[2001:db8::1]:8080"
            })
    void foreignHost_isRejected_onEveryPath(String host) throws IOException {
        for (String path : READ_PATHS) {
            assertProblem(get(path, host), 421);
        }
        String domain = "foreign-host-" + host.replaceAll("[^a-z0-9]", "");
        startRollout(domain);
        assertProblem(command(domain, "rollback", COMMAND, "Host: " + host, "Content-Type: application/json"), 421);
        assertUnchanged(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.8.8.8:8080", "[::1]:8080", "realign.example:443"})
    void ownHost_isAccepted_withAnyPort(String host) throws IOException {
        assertThat(get("/api/rollouts", host).status()).isEqualTo(200);
    }

    @Test
    void ambiguousHost_isMalformed() throws IOException {
        String own = "Host: " + client().host();
        assertProblem(send("GET /api/rollouts", own, "Host: evil.example"), 400);
        assertProblem(send("GET /api/rollouts", own, own), 400);
        assertProblem(send("GET /api/rollouts"), 400);
        assertProblem(send("GET /api/rollouts", "Host:"), 400);
        assertProblem(send("GET /api/rollouts", "Host: localhost, evil.example"), 400);
        assertProblem(send("GET /api/rollouts", "Host: localhost@evil.example"), 400);
    }

    @Test
    void absoluteUri_isAccepted_onlyForTheHostOfTheRequest() throws IOException {
        String own = "Host: " + client().host();
        assertThat(send("GET http://" + client().host() + "/api/rollouts", own).status())
                .isEqualTo(200);
        assertProblem(send("GET http://evil.example/api/rollouts", own), 400);
        assertProblem(send("GET http://evil.example/api/rollouts", "Host: evil.example"), 400);
        assertProblem(send("GET http://" + client().host() + "@evil.example/api/rollouts", own), 400);
        assertProblem(send("GET http://localhost.evil.example/api/rollouts", "Host: localhost"), 400);
        assertProblem(send("GET ftp://" + client().host() + "/api/rollouts", own), 400);
        assertProblem(send("GET api/releases", own), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost:1",
                "Origin: http://127.0.0.1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: unknown",
            })
    void requestOfAnotherOrigin_isRejected(String header) throws IOException {
        String own = "Host: " + client().host();
        for (String path : READ_PATHS) {
            assertProblem(send("GET " + path, own, header), 403);
        }
        assertProblem(send("OPTIONS /api/rollouts", own, header, "Access-Control-Request-Method: POST"), 403);
        String domain = "other-origin-" + header.replaceAll("[^a-z0-9]", "");
        startRollout(domain);
        for (String name : List.of("advance", "pause", "resume", "rollback")) {
            assertProblem(command(domain, name, COMMAND, own, header, "Content-Type: application/json"), 403);
            assertProblem(command(domain, name, COMMAND, own, header, "Idempotency-Key: " + domain + name), 403);
            assertProblem(
                    command(
                            domain,
                            name,
                            COMMAND,
                            own,
                            "Origin: http://" + client().host(),
                            header,
                            "Content-Type: application/json"),
                    403);
        }
        assertUnchanged(domain);
    }

    @Test
    void requestOfAnOwnPage_isAccepted() throws IOException {
        String own = "Host: " + client().host();
        String origin = "Origin: http://" + client().host();
        startRollout("own-page");
        assertThat(send("GET /api/rollouts", own, "Sec-Fetch-Site: same-origin").status())
                .isEqualTo(200);
        assertThat(send("GET /api/rollouts", own, "Sec-Fetch-Site: none").status())
                .isEqualTo(200);
        assertThat(command(
                                "own-page",
                                "rollback",
                                COMMAND,
                                own,
                                origin,
                                "Sec-Fetch-Site: same-origin",
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(202);
        assertThat(send("GET /api/rollouts", "Host: realign.example", "Origin: https://realign.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void linkOfAnotherSite_opensThePage() throws IOException {
        assertThat(send(
                                "GET /",
                                "Host: " + client().host(),
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Mode: navigate",
                                "Sec-Fetch-Dest: document")
                        .status())
                .isEqualTo(200);
        assertProblem(
                send(
                        "GET /",
                        "Host: " + client().host(),
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate",
                        "Sec-Fetch-Dest: iframe"),
                403);
    }

    /** A browser sends these content types to other origins without asking. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: x",
                "Content-Type: text/plain",
                "Content-Type: text/plain;charset=application/json",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x"
            })
    void commandThatNeedsNoPreflight_isRejected(String header) throws IOException {
        String domain = "no-preflight-" + header.replaceAll("[^a-z0-9]", "");
        String own = "Host: " + client().host();
        startRollout(domain);
        for (String name : List.of("advance", "pause", "resume", "rollback")) {
            assertProblem(command(domain, name, COMMAND, own, header), 415);
            assertProblem(command(domain, name, "", own, header), 415);
        }
        assertProblem(client().post("/api/history/rebuild", "", with(own, header)), 415);
        assertProblem(client().post("/api/dead-letters/target.events.dlq-0-0/redrive", "", with(own, header)), 415);
        assertUnchanged(domain);
    }

    @Test
    void repeatedRollback_isAConflict_andDoesNotRestoreTheBadRelease() throws IOException {
        startRollout("twice");

        assertThat(ownCommand("twice", "rollback", COMMAND).status()).isEqualTo(202);
        RawResponse repeated = ownCommand("twice", "rollback", COMMAND);

        assertProblem(repeated, 409);
        assertThat(repeated.body()).contains("expected version 2", "twice v3");
        assertThat(releases("twice"))
                .extracting(ModelRelease::version, release -> release.origin().rollbackTo())
                .endsWith(tuple(2L, 0L), tuple(3L, 1L));
    }

    @Test
    void parallelCommands_areExecutedOnce() {
        for (String name : List.of("rollback", "advance", "resume")) {
            String domain = "parallel-" + name;
            startRollout(domain);
            List<CompletableFuture<Integer>> responses = IntStream.range(0, PARALLEL_COMMANDS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return ownCommand(domain, name, COMMAND).status();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }))
                    .toList();

            assertThat(responses.stream().map(CompletableFuture::join).sorted().toList())
                    .as(name)
                    .isEqualTo(Stream.concat(
                                    Stream.of(202), Stream.generate(() -> 409).limit(PARALLEL_COMMANDS - 1))
                            .toList());
        }
    }

    @Test
    void commandForAnotherRelease_isAConflict_withTheCurrentState() throws IOException {
        startRollout("versions");
        for (String name : List.of("advance", "pause", "resume", "rollback")) {
            for (long version : new long[] {1, 3, Long.MAX_VALUE}) {
                RawResponse response =
                        ownCommand("versions", name, "{\"version\": %d, \"step\": 0}".formatted(version));
                assertProblem(response, 409);
                assertThat(response.body())
                        .contains("expected version " + version, "versions v2 serves 0.0 % of the events, paused");
            }
        }
        assertProblem(ownCommand("versions", "advance", "{\"version\": 2, \"step\": 1}"), 409);
        assertUnchanged("versions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "2",
                "{\"step\": 0}",
                "{\"version\": null, \"step\": 0}",
                "{\"version\": 0, \"step\": 0}",
                "{\"version\": -2, \"step\": 0}",
                "{\"version\": \"two\", \"step\": 0}",
                "{\"version\": {}, \"step\": 0}",
                "{\"version\": 99999999999999999999, \"step\": 0}",
                "{\"version\": 2",
                "\u0000"
            })
    void commandWithoutVersion_isInvalid(String body) throws IOException {
        startRollout("incomplete");
        for (String name : List.of("advance", "pause", "resume", "rollback")) {
            assertProblem(ownCommand("incomplete", name, body), 400);
        }
        assertProblem(ownCommand("incomplete", "advance", "{\"version\": 2}"), 400);
        assertUnchanged("incomplete");
    }

    @Test
    void longDomain_isNotFound_alsoWithAnIdempotencyKey() throws IOException {
        String domain = "d".repeat(3000);
        assertProblem(
                command(
                        domain,
                        "pause",
                        COMMAND,
                        "Host: " + client().host(),
                        "Content-Type: application/json",
                        "Idempotency-Key: long-" + getClass().getSimpleName()),
                404);
    }

    RawHttpClient client() {
        return new RawHttpClient(service);
    }

    /** Starts a rollout from version 1 to version 2 that is paused at its first step, which scores no events. */
    void startRollout(String domain) {
        ModelRelease first = ReleaseFixtures.release(domain, 1, "");
        TrafficSplit waiting = new TrafficSplit(0, 0, 1000, true, ReleaseFixtures.now(), "waits for approval");
        try (KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            kafka.send(List.of(
                    first, ReleaseFixtures.release(domain, 2, "").replacing(first, PredictionChange.NONE, waiting)));
        }
        Eventually.get("the rollout of " + domain, () -> listsRollout(domain) ? true : null);
    }

    /** Releases and rollout steps of a domain. */
    List<ModelRelease> releases(String domain) {
        try (KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            return kafka.messages(Topics.MODELS).stream()
                    .filter(release -> release.domain().equals(domain))
                    .toList();
        }
    }

    void assertUnchanged(String domain) {
        assertThat(releases(domain))
                .allSatisfy(release -> assertThat(release.origin().rollbackTo()).isZero())
                .allSatisfy(release -> assertThat(release.version()).isLessThanOrEqualTo(2))
                .filteredOn(release -> release.version() == 2)
                .allSatisfy(release -> assertThat(release.traffic().step()).isZero());
    }

    private boolean listsRollout(String domain) {
        try {
            String json = send("GET /api/rollouts", "Host: " + client().host()).body();
            return json.contains("\"domain\":\"" + domain + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawResponse get(String path, String host) throws IOException {
        return send("GET " + path, "Host: " + host);
    }

    private RawResponse send(String requestLine, String... headers) throws IOException {
        return client().send(requestLine, with(headers));
    }

    private RawResponse ownCommand(String domain, String name, String body) throws IOException {
        return command(domain, name, body, "Host: " + client().host(), "Content-Type: application/json");
    }

    private RawResponse command(String domain, String name, String body, String... headers) throws IOException {
        return client().post("/api/rollouts/%s/%s".formatted(domain, name), body, with(headers));
    }

    private String[] with(String... headers) {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        all.addAll(credentials());
        return all.toArray(String[]::new);
    }

    private static void assertProblem(RawResponse response, int status) throws IOException {
        assertThat(response.status()).as(response.toString()).isEqualTo(status);
        assertThat(response.head().toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).isNotEmpty().doesNotContain("Exception", "io.quarkus", "java.");
    }
}
