package io.realign.adapter.watch;

import static io.realign.adapter.watch.Told.SOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adapter.Eventually;
import io.realign.adapter.Wire;
import io.realign.adapter.model.Publisher;
import io.realign.alert.DriftAlert;
import io.realign.event.Rejection;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WatchOnly.class)
class WatchServiceTest {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @TestHTTPResource
    URI service;

    @Inject
    WatchBoard board;

    @Inject
    Publisher publisher;

    private Wire wire;

    @BeforeEach
    void open() {
        wire = new Wire(bootstrap);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void snapshot_hasWhatEveryRoomWrote() {
        DriftAlert alert = Told.alert("kiln", 1, 4);
        ModelRelease release = Told.release("kiln", 2, alert.id());
        wire.send(Topics.DRIFT_WINDOWS, "kiln", List.of(Told.window("kiln", 1, 1.5, SOURCE)));
        wire.send(Topics.DRIFT_ALERTS, "kiln", List.of(alert));
        wire.send(Topics.ADAPTATIONS, "kiln", List.of(Told.adaptation(alert, Outcome.RELEASED, "")));
        wire.send(List.of(release));
        wire.send(Topics.ROLLOUTS, "s/kiln", List.of(Told.rollout("s", release, RolloutStatus.State.ACTIVE, "")));
        publisher.publish(new DeadLetter(
                new Rejection(Rejection.Reason.WRONG_SHAPE, "expected 4, got 3"),
                Topics.TARGET_EVENTS.name(),
                0,
                17,
                "test",
                "kiln".getBytes(UTF_8),
                new byte[] {1, 2, 3}));

        until(
                "one message of every room",
                () -> Stream.of("windows", "alerts", "adaptations", "models", "rollouts")
                                .allMatch(room -> has(room, "domain", "kiln"))
                        && has("deadLetters", "reason", "WRONG_SHAPE"));
        JsonNode made = ofKiln("models");
        assertThat(made.at("/message/version").asLong()).isEqualTo(2);
        assertThat(made.at("/message/createdAt").asText())
                .isEqualTo(release.createdAt().toString());
        assertThat(made.at("/message/data/0/range/from").asLong()).isEqualTo(100);
        assertThat(made.at("/message/alpha").isMissingNode()).isTrue();
        assertThat(ofKiln("adaptations").at("/message/votes").size()).isEqualTo(2);
    }

    @Test
    void events_beginWithASnapshot_andGoOnWithWhatIsWritten() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/api/watch/events")).build();
        HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        try (Stream<String> lines = answer.body()) {
            Iterator<String> events = lines.iterator();
            assertThat(events.next()).isEqualTo("event:snapshot");
            wire.send(Topics.DRIFT_WINDOWS, "lathe", List.of(Told.window("lathe", 1, 0.5, SOURCE)));
            assertThat(dataOf("window", events).at("/message/domain").asText()).isEqualTo("lathe");
            assertThat(dataOf("domain", events).get("state").asText()).isEqualTo("QUIET");
        }
    }

    @Test
    void clientThatNeverReads_doesNotKeepOthersFromReading() throws IOException {
        untilWatchers(0);
        try (Socket stuck = new Socket()) {
            stuck.setReceiveBufferSize(1024);
            stuck.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            stuck.getOutputStream().write("GET /api/watch/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            untilWatchers(1);
            wire.send(
                    Topics.DRIFT_WINDOWS,
                    "press",
                    IntStream.rangeClosed(1, 3000)
                            .mapToObj(i -> Told.window("press", i, 0.5, SOURCE))
                            .toList());
            until(
                    "the last window in the snapshot",
                    () -> has("windows", "end", Told.second(3000).toString()));
        }
        untilWatchers(0);
    }

    @Test
    void record_thatIsNoMessage_stopsNothing() {
        wire.sendBytes(Topics.DRIFT_WINDOWS.name(), "mill", List.of(new byte[] {1, 2, 3}));
        wire.send(Topics.DRIFT_WINDOWS, "mill", List.of(Told.window("mill", 1, 0.5, SOURCE)));
        until("the window after it", () -> has("windows", "domain", "mill"));
    }

    @Test
    void page_mayLoadNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http://", "https://");
        assertThat(get("/watch/app.js").headers().allValues("cache-control")).containsExactly("no-cache");
        assertThat(get("/webjars/uplot/dist/uPlot.esm.js").statusCode()).isEqualTo(200);
    }

    /** Who has gone is noticed when something is told. */
    private void untilWatchers(int count) {
        until(count + " watchers", () -> {
            board.beat(true);
            return board.watchers() == count;
        });
    }

    private static void until(String what, BooleanSupplier holds) {
        Eventually.get(what, () -> holds.getAsBoolean() ? what : null);
    }

    private JsonNode dataOf(String room, Iterator<String> lines) throws IOException {
        while (!lines.next().equals("event:" + room)) {
            assertThat(lines.hasNext()).isTrue();
        }
        return json.readTree(lines.next().substring("data:".length()));
    }

    private JsonNode ofKiln(String room) {
        return messages(room)
                .filter(seen -> seen.at("/message/domain").asText().equals("kiln"))
                .findFirst()
                .orElseThrow();
    }

    private boolean has(String room, String field, String value) {
        return messages(room)
                .anyMatch(seen -> seen.at("/message/" + field).asText().equals(value));
    }

    private Stream<JsonNode> messages(String room) {
        try {
            JsonNode snapshot = json.readTree(get("/api/watch").body());
            return StreamSupport.stream(snapshot.get(room).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
