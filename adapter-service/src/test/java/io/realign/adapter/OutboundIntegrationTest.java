package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.realign.adapter.console.notification.Receiver;
import io.realign.alert.DriftAlert;
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.client.TracingSwapListener;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import io.realign.model.TrafficSplit;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One adaptation of a service with a webhook, OpenLineage and tracing. */
@QuarkusTest
@TestProfile(OutboundIntegrationTest.AllIntegrationsProfile.class)
class OutboundIntegrationTest {
    private static final int WINDOW = 160;
    private static final AttributeKey<Long> SHARE = AttributeKey.longKey("realign.traffic.share");

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @ConfigProperty(name = "realign.webhooks.ops.url")
    URI endpoint;

    @ConfigProperty(name = "realign.lineage.url")
    URI catalogue;

    @Inject
    OpenTelemetry telemetry;

    @Inject
    MeterRegistry meters;

    @Inject
    Spans spans;

    @Test
    void adaptation_isPublishedToAllIntegrations_andTracedFromAlertToSwap(@TempDir Path cache) throws Exception {
        FollowerSettings settings = new FollowerSettings(
                "billing", bootstrap, service, cache, TestSigningKeys.keys().trusted());
        try (Receiver webhook = Receiver.at(endpoint.getPort());
                KafkaTestClient kafka = new KafkaTestClient(bootstrap);
                ModelFollower follower = new ModelFollower(
                        settings, Clock.systemUTC(), new TracingSwapListener(telemetry, swap -> {}))) {
            kafka.send(Topics.SOURCE_EVENTS, "source-1", SensorEvents.source(400));
            follower.awaitReady(Eventually.DEADLINE);
            DriftAlert alert =
                    alert(kafka.send(Topics.TARGET_EVENTS, "oven", SensorEvents.target("oven", WINDOW, .5f)));
            kafka.send(Topics.DRIFT_ALERTS, "oven", List.of(alert));

            List<SpanData> trace =
                    Eventually.get("the last swap", () -> spansAfterSwap(spans.exporter.getFinishedSpanItems()));
            assertOneTrace(trace, alert);
            assertThat(kafka.records(Topics.ADAPTATIONS.name()).get(0).headers().lastHeader("traceparent"))
                    .isNotNull();

            Eventually.get(
                    "alert, adaptation and release", () -> webhook.requests().size() >= 4 ? webhook : null);
            assertThat(webhook.requests())
                    .extracting(request -> request.json().path("kind").asText() + " of "
                            + request.json().path("subject").asText())
                    .contains("release of *", "alert of oven", "adaptation of oven", "release of oven");
            Eventually.get("the number of deliveries", () -> delivered() >= 4 ? delivered() : null);
            try (Receiver lineage = Receiver.at(catalogue.getPort())) {
                Eventually.get(
                        "the run events of start and end",
                        () -> lineage.requests().size() >= 3 ? lineage : null);
                assertThat(lineage.requests())
                        .extracting(request -> request.json().path("eventType").asText())
                        .as("START after the alert, START and COMPLETE after the adaptation record")
                        .containsExactly("START", "START", "COMPLETE");
            }
        }
    }

    private double delivered() {
        return meters.get("realign.notification.deliveries")
                .tag("endpoint", "ops")
                .tag("result", "delivered")
                .functionCounter()
                .count();
    }

    private static void assertOneTrace(List<SpanData> trace, DriftAlert alert) {
        assertThat(trace).extracting(SpanData::getTraceId).containsOnly(alert.id());
        SpanData adapt = spansNamed(trace, "adaptation").get(0);
        assertThat(adapt.getParentSpanContext().isValid()).isFalse();
        assertThat(spansNamed(trace, "adaptation")).hasSize(1);
        for (String step : List.of("replay", "train", "evaluate", "publish", "record")) {
            assertThat(spansNamed(trace, step)).as(step).isNotEmpty().allMatch(span -> span.getParentSpanId()
                    .equals(adapt.getSpanId()));
        }
        List<SpanData> steps = spansNamed(trace, "advance");
        String publish = spansNamed(trace, "publish").get(0).getSpanId();
        assertThat(steps)
                .extracting(SpanData::getParentSpanId)
                .containsExactly(publish, steps.get(0).getSpanId());
        Set<String> announcements = trace.stream()
                .filter(span ->
                        span.getName().equals("publish") || span.getName().equals("advance"))
                .map(SpanData::getSpanId)
                .collect(Collectors.toSet());
        assertThat(spansNamed(trace, "swap")).allMatch(span -> announcements.contains(span.getParentSpanId()));
    }

    /** The spans of the service; null until the release scores all events in the consumer. */
    private static List<SpanData> spansAfterSwap(List<SpanData> finished) {
        return finished.stream()
                        .filter(span -> span.getName().equals("swap"))
                        .anyMatch(span -> span.getAttributes().get(SHARE) == TrafficSplit.FULL)
                ? realignSpans(finished)
                : null;
    }

    /** Excludes the spans of HTTP requests, which belong to separate traces. */
    private static List<SpanData> realignSpans(List<SpanData> finished) {
        return finished.stream()
                .filter(span -> span.getInstrumentationScopeInfo().getName().startsWith("io.realign"))
                .toList();
    }

    private static List<SpanData> spansNamed(List<SpanData> trace, String name) {
        return trace.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static DriftAlert alert(List<OffsetRange> window) {
        return new AlertBuilder("oven", 1)
                .id(ContentId.of("alert", "oven"))
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START.plusSeconds(WINDOW))
                .window(WINDOW, window)
                .build();
    }

    /** Collects the spans of the service. */
    @Singleton
    static class Spans {
        final InMemorySpanExporter exporter = InMemorySpanExporter.create();

        @Produces
        @Singleton
        SpanProcessor processor() {
            return SimpleSpanProcessor.create(exporter);
        }
    }

    /** Service with all integrations. The test starts their endpoints. */
    public static final class AllIntegrationsProfile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path secrets = Files.writeString(Files.createTempFile("secrets", ""), "whsec_" + "A".repeat(32));
                return Map.of(
                        "realign.webhooks.ops.url", url(),
                        "realign.webhooks.ops.secret-file", secrets.toString(),
                        "realign.lineage.url", url(),
                        "quarkus.otel.sdk.disabled", "false",
                        "quarkus.otel.traces.exporter", "none");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the secrets, or no port is free", e);
            }
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(BrokerResource.class));
        }

        private static String url() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return "http://127.0.0.1:" + socket.getLocalPort() + "/receiver";
            }
        }
    }
}
