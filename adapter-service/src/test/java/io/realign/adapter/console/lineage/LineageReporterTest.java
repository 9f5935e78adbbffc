package io.realign.adapter.console.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adapter.console.notification.DeliverySettings;
import io.realign.adapter.console.notification.Receiver;
import io.realign.adapter.console.notification.RetryingHttpSender;
import io.realign.alert.DriftAlert;
import io.realign.event.OffsetRange;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.testing.AdaptationBuilder;
import io.realign.testing.AlertBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageReporterTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void release_isReportedAsARun_withInputsAndOutput() throws Exception {
        List<JsonNode> events = reported(adaptation(Outcome.RELEASED, 3));

        assertThat(events).hasSize(2);
        JsonNode start = events.get(0);
        assertThat(start.path("eventType").asText()).isEqualTo("START");
        assertThat(start.path("eventTime").asText()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(start.at("/job/namespace").asText()).isEqualTo("plant");
        assertThat(start.at("/job/name").asText()).isEqualTo("adapt/oven");
        assertThat(start.at("/run/facets/parent/job/name").asText()).isEqualTo("alert/oven");
        assertThat(start.path("schemaURL").asText()).startsWith("https://openlineage.io/spec/");
        assertThat(start.path("outputs")).isEmpty();
        JsonNode inputs = start.path("inputs");
        assertThat(inputs.findValuesAsText("name")).containsExactly("source.events", "target.events", "models/oven");
        assertThat(inputs.at("/1/namespace").asText()).isEqualTo("kafka://kafka-1:9092");
        assertThat(inputs.at("/1/inputFacets/realign_offsets/ranges"))
                .hasToString("[{\"partition\":0,\"from\":100,\"to\":228},{\"partition\":2,\"from\":5,\"to\":6}]");
        assertThat(inputs.at("/2/facets/version/datasetVersion").asText()).isEqualTo("2");

        JsonNode end = events.get(1);
        assertThat(end.path("eventType").asText()).isEqualTo("COMPLETE");
        assertThat(end.path("eventTime").asText()).isEqualTo("2026-01-01T10:00:09Z");
        assertThat(end.at("/run/runId")).isEqualTo(start.at("/run/runId"));
        assertThat(end.at("/outputs/0/namespace").asText()).isEqualTo("plant");
        assertThat(end.at("/outputs/0/name").asText()).isEqualTo("models/oven");
        assertThat(end.at("/outputs/0/facets/version/datasetVersion").asText()).isEqualTo("3");
        assertThat(end.at("/run/facets/realign_adaptation/outcome").asText()).isEqualTo("RELEASED");
    }

    @ParameterizedTest
    @CsvSource({"REJECTED, COMPLETE", "WITHHELD, COMPLETE", "FAILED, FAIL", "SKIPPED, ABORT"})
    void adaptationWithoutARelease_endsTheRunByOutcome_withoutAnOutput(Outcome outcome, String type) throws Exception {
        JsonNode end = reported(adaptation(outcome, 0)).get(1);

        assertThat(end.path("eventType").asText()).isEqualTo(type);
        assertThat(end.path("outputs")).isEmpty();
        assertThat(end.at("/run/facets/realign_adaptation/reason").asText()).isEqualTo("a reason");
        assertThat(end.at("/run/facets/errorMessage/message").asText())
                .isEqualTo(outcome == Outcome.FAILED ? "a reason" : "");
    }

    @Test
    void alert_startsTheRunOfItsAdaptation_withTheWindowOffsets() throws Exception {
        DriftAlert alert = alert();
        String adaptation = AdaptationRecord.id(alert);

        JsonNode start = reported(Topics.DRIFT_ALERTS, alert, id -> false).get(0);
        JsonNode end = reported(adaptation(adaptation, Outcome.RELEASED, 3)).get(1);

        assertThat(start.path("eventType").asText()).isEqualTo("START");
        assertThat(start.path("eventTime").asText()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(start.path("inputs").findValuesAsText("name")).containsExactly("target.events");
        assertThat(start.at("/inputs/0/inputFacets/realign_offsets/ranges"))
                .hasToString("[{\"partition\":0,\"from\":100,\"to\":228}]");
        assertThat(end.at("/run/runId")).isEqualTo(start.at("/run/runId"));
        assertThat(end.path("job")).isEqualTo(start.path("job"));
        assertThat(end.at("/run/facets/parent")).isEqualTo(start.at("/run/facets/parent"));
    }

    @Test
    void alertReadAfterItsAdaptation_doesNotStartARun() throws Exception {
        DriftAlert alert = alert();

        assertThat(reported(Topics.DRIFT_ALERTS, alert, AdaptationRecord.id(alert)::equals))
                .isEmpty();
    }

    @Test
    void redeliveredAdaptation_isReportedAsTheSameRun() throws Exception {
        assertThat(reported(adaptation(Outcome.RELEASED, 3))).isEqualTo(reported(adaptation(Outcome.RELEASED, 3)));
    }

    private static List<JsonNode> reported(AdaptationRecord adaptation) throws Exception {
        return reported(Topics.ADAPTATIONS, adaptation, id -> true);
    }

    private static <M> List<JsonNode> reported(Topic<M> topic, M message, Predicate<String> finished) throws Exception {
        try (Receiver receiver = Receiver.respondingWith(201)) {
            LineageReporter reporter = new LineageReporter(
                    URI.create(receiver.url()),
                    "plant",
                    "kafka-1:9092,kafka-2:9092",
                    finished,
                    new RetryingHttpSender(DeliverySettings.DEFAULT));
            byte[] bytes = topic.codec().encode(message);
            reporter.handle(new ConsumerRecord<>(
                    topic.name(),
                    0,
                    0,
                    START.toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    0,
                    bytes.length,
                    new byte[0],
                    bytes,
                    new RecordHeaders(),
                    Optional.empty()));
            return receiver.requests().stream().map(Receiver.Request::json).toList();
        }
    }

    private static AdaptationRecord adaptation(Outcome outcome, long version) {
        return adaptation("a1", outcome, version);
    }

    private static AdaptationRecord adaptation(String id, Outcome outcome, long version) {
        return new AdaptationBuilder("alert", "oven", outcome)
                .id(id)
                .parent("oven", 2)
                .version(version)
                .input(
                        300,
                        129,
                        List.of(
                                new OffsetRange("target.events", 0, 100, 228),
                                new OffsetRange("source.events", 0, 0, 300),
                                new OffsetRange("target.events", 2, 5, 6)))
                .training(7, 100, List.of())
                .reason(version > 0 ? "" : "a reason")
                .times(START, START.plusSeconds(9))
                .build();
    }

    private static DriftAlert alert() {
        return new AlertBuilder("oven", 1)
                .id("alert")
                .times(START, START, START)
                .window(128, List.of(new OffsetRange("target.events", 0, 100, 228)))
                .build();
    }
}
