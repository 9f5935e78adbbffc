package io.realign.adapter.console.metrics;

import static io.realign.rollout.RolloutStatus.State.ACTIVE;
import static io.realign.rollout.RolloutStatus.State.FAILED;
import static io.realign.window.DriftWindow.State.QUIET;
import static io.realign.window.DriftWindow.State.SUSPECTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.ReleaseFixtures;
import io.realign.adapter.TokenAuthenticationProfile;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topics;
import io.realign.testing.AdaptationBuilder;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The Prometheus endpoint: content and authentication. */
@QuarkusTest
@TestProfile(TokenAuthenticationProfile.class)
class MetricsEndpointTest {
    private static final Path TABLE = Path.of("..", "src", "site", "monitoring.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(realign_[a-z_]+)` \\|[^|]*\\|[^|]*\\bservice\\b[^|]*\\|", Pattern.MULTILINE);
    private static final Pattern SAMPLE =
            Pattern.compile("^(realign_[a-z_]+?)(_(count|sum|max))?[ {]", Pattern.MULTILINE);

    private final HttpClient http = HttpClient.newHttpClient();

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @TestHTTPResource("/metrics")
    URI metrics;

    @Test
    void scrape_requiresTheRoleRead() throws Exception {
        assertThat(send(HttpRequest.newBuilder(metrics)).statusCode()).isEqualTo(401);
        assertThat(send(requestWithToken("x".repeat(32))).statusCode()).isEqualTo(401);
        assertThat(send(requestWithToken(TokenAuthenticationProfile.READER)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void meters_haveCurrentValues_andAreDocumented() throws Exception {
        ModelRelease second = ReleaseFixtures.release("forge", 2, "alert");
        ModelRelease rollback = ReleaseFixtures.rollback("forge", 3, 1);
        try (KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            kafka.send(Topics.DRIFT_WINDOWS, "forge", List.of(window(1.5, SUSPECTED), window(2.5, SUSPECTED)));
            kafka.send(Topics.ADAPTATIONS, "forge", List.of(rejected()));
            kafka.send(List.of(second, rollback));
            kafka.send(Topics.ROLLOUTS, "till/forge", List.of(status("till", second, ACTIVE)));
            kafka.send(Topics.ROLLOUTS, "desk/forge", List.of(status("desk", rollback, FAILED)));
            kafka.sendBytes(Topics.DRIFT_ALERTS.name(), "forge", List.of("not an alert".getBytes(UTF_8)));

            assertExported("realign_window_state{domain=\"forge\",state=\"suspected\"} 1.0");
            assertExported("realign_window_score{domain=\"forge\"} 2.5");
            assertExported("realign_window_not_calibrated{domain=\"forge\"} 1.0");
            assertExported("realign_event_dead_letters_total{reason=\"malformed\",topic=\"drift.alerts.dlq\"} 1.0");
            assertExported("realign_adaptation_consecutive_unsuccessful{domain=\"forge\"} 1.0");
            assertExported("realign_model_version{domain=\"forge\"} 3.0");
            assertExported("realign_rollout_domains_outdated{consumer=\"till\"} 1.0");
            assertExported("realign_rollout_domains_failed{consumer=\"desk\"} 1.0");
            assertExported("realign_component_ready{component=\"artifacts\"} 1.0");

            kafka.send(Topics.DRIFT_WINDOWS, "forge", List.of(window(.5, QUIET)));
            assertExported("realign_window_state{domain=\"forge\",state=\"quiet\"} 1.0");
        }
        String scrape = scrape();
        assertThat(scrape).doesNotContain("state=\"suspected\"");
        Set<String> documented = families(Files.readString(TABLE), ROW);
        // Exported only if endpoints are configured.
        assertThat(documented.remove("realign_notification_deliveries_total")).isTrue();
        assertThat(families(scrape, SAMPLE)).isEqualTo(documented);
    }

    private static DriftWindow window(double score, DriftWindow.State state) {
        return new DriftWindow(
                "id",
                "forge",
                DriftWindow.SOURCE,
                1,
                state,
                DriftWindow.RAW,
                ReleaseFixtures.now(),
                ReleaseFixtures.now(),
                128,
                score / 100,
                score,
                score / 100,
                new RunLengthPromise(10_000, 6_100, 16_400, "the reference events are not in random order"),
                List.of());
    }

    private static AdaptationRecord rejected() {
        return new AdaptationBuilder("alert", "forge", AdaptationRecord.Outcome.REJECTED)
                .id("adaptation")
                .input(200, 128, List.of())
                .training(7, 300, List.of())
                .reason("unlike")
                .times(ReleaseFixtures.now(), ReleaseFixtures.now())
                .build();
    }

    private static RolloutStatus status(String consumer, ModelRelease release, RolloutStatus.State state) {
        return new RolloutStatus(
                consumer, "forge", release.version(), state, TrafficSplit.FULL, "", false, release.createdAt());
    }

    private static Set<String> families(String text, Pattern name) {
        return name.matcher(text).results().map(found -> found.group(1)).collect(toCollection(TreeSet::new));
    }

    private void assertExported(String line) {
        Eventually.get(line, () -> Stream.of(scrape().split("\n")).anyMatch(line::equals) ? line : null);
    }

    private String scrape() {
        try {
            return send(requestWithToken(TokenAuthenticationProfile.READER)).body();
        } catch (Exception e) {
            throw new IllegalStateException("cannot read " + metrics, e);
        }
    }

    private HttpRequest.Builder requestWithToken(String token) {
        return HttpRequest.newBuilder(metrics).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
